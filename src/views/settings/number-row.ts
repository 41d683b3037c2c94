// One number of the account: what it can do, where its texts go, its label and its team.
import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { ListedNumber, NumbersSection } from '../../domain/settings-page.ts';
import { choiceField } from './choices.ts';
import { type Form, textField } from './fields.ts';
import { type Content, type Pill, pill, written } from './pieces.ts';

type Teams = NumbersSection['teams'];

/** Nothing can be done with it here. */
export function isOutOfReach({ canText, isChosen }: ListedNumber): boolean {
  return !canText && !isChosen;
}

export function numberRow(form: Form, number: ListedNumber, index: number, teams: Teams): VNode {
  const { sid, address } = number;
  if (isOutOfReach(number))
    return html`<li class="number"><span class="address">${written(address)}</span> ${abilities(number)}</li>`;
  const id = `numbers-${index}`;
  const isTicked = form.state.isTicked('number', sid, number.isChosen);
  return html`<div class="number">
    <div class="number-head">
      <input type="checkbox" id=${id} name="number" value=${sid} checked=${isTicked} aria-describedby="${id}-facts" />
      <label for=${id} class="address">${written(address)}</label>
      <span id="${id}-facts">${abilities(number)} ${pill(destination(number, isTicked))}</span>
      ${
        number.canUndo
          ? html`<button class="quiet" name="do" value="undo-webhooks" form="undo-${index}">
              Put back the webhook from before<span class="sr"> at ${written(address)}</span>
            </button>`
          : null
      }
    </div>
    ${explanation(number)}
    <div class="pair number-more">
      ${textField(form, {
        name: `label_${sid}`,
        idName: `label-${index}`,
        label: 'Label',
        stored: number.label,
        placeholder: 'for example Support',
      })}
      ${choiceField(form, {
        name: `team_${sid}`,
        idName: `team-${index}`,
        label: 'Assign its conversations to',
        stored: number.teamId ?? '',
        choices: [
          { value: '', label: 'Nobody in particular' },
          ...teams.map((team) => ({ value: team.id, label: team.name })),
        ],
        unknown: 'A team that is no longer there',
      })}
    </div>
  </div>`;
}

/** The same, to read. */
export function numberFacts(number: ListedNumber, teams: Teams): VNode {
  const team = teams.find(({ id }) => id === number.teamId);
  return html`<li class="number">
    <div class="number-head">
      <span class="address">${written(number.address)}</span>
      <span>${abilities(number)} ${pill(destination(number, true))}</span>
    </div>
    ${explanation(number)}
    ${number.label || team ? html`<p class="hint">${number.label ? html`${written(number.label)}. ` : null}${team ? html`Assigned to ${written(team.name)}.` : null}</p>` : null}
  </li>`;
}

function abilities({ canText, canSendPictures }: ListedNumber): VNode {
  return html`<span class="soft">${canText ? (canSendPictures ? 'Texts and pictures' : 'Texts, no pictures') : 'Calls only'}</span>`;
}

function destination({ webhook }: ListedNumber, isTicked: boolean): Pill {
  const missing = isTicked ? 'warn' : 'plain';
  if (webhook === 'ours') return { tone: 'good', words: 'Texts come here' };
  if (webhook === 'elsewhere') return { tone: missing, words: 'Texts go elsewhere' };
  if (webhook === 'service') return { tone: 'plain', words: 'In a Messaging Service' };
  return { tone: missing, words: 'Texts go nowhere' };
}

function explanation({ webhook, serviceName, problem }: ListedNumber): Content {
  const lines: Content[] = [];
  if (problem !== null) lines.push(html`<p class="field-problem">${problem}</p>`);
  if (webhook === 'service')
    lines.push(
      html`<p class="hint">
        Its Messaging Service${serviceName === null ? '' : html`, ${written(serviceName)},`} decides where its texts go.
      </p>`,
    );
  return lines;
}
