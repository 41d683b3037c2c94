// Holds the pretend Intercom to the panel requests of the real one: their signature and what they carry.
import { createHmac } from 'node:crypto';
import {
  acme,
  customer,
  heard,
  PHONE,
  SECRET,
  service,
  settled,
  withIntercomAlone,
} from '../../support/intercom-alone.ts';
import { describe, expect, test } from '../../support/jest-globals.ts';

const canvas = { canvas: { content: { components: [] } } };

withIntercomAlone();

describe('the panel', () => {
  test('initialize and submit are signed and carry the inbox’s context', async () => {
    service.answer('/canvas', { type: 'application/json', body: JSON.stringify(canvas) });
    const contactId = customer();
    const id = acme.customerWritesInMessenger(null, contactId, 'Hi');
    await settled();
    const shown = await acme.canvasInitialize(id);
    expect(shown).toMatchObject({ status: 200, body: canvas });
    expect(shown.ms).toBeGreaterThan(0);
    const [initialize] = heard();
    expect(initialize).toMatchObject({
      path: '/canvas/initialize',
      body: {
        workspace_id: 'acme01',
        workspace_region: 'US',
        admin: { id: acme.admins[0]?.id },
        conversation: { id },
        contact: { id: contactId, phone: PHONE },
      },
    });
    expect(initialize?.headers['x-body-signature']).toBe(
      createHmac('sha256', SECRET)
        .update(initialize?.raw ?? '')
        .digest('hex'),
    );
    const click = { componentId: 'send', inputValues: { text: 'Yo' }, currentCanvas: canvas.canvas };
    await acme.canvasSubmit(id, { ...click, adminId: String(acme.admins[1]?.id) });
    const [submit] = heard();
    expect(submit).toMatchObject({
      path: '/canvas/submit',
      body: { component_id: 'send', input_values: { text: 'Yo' }, current_canvas: canvas.canvas },
    });
    expect(submit?.body.admin.id).toBe(acme.admins[1]?.id);
  });
});
