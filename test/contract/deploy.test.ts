// The operator’s side: the image, the composition, and documents that name only variables, numbers and buttons there are.
import fs from 'node:fs';
import path from 'node:path';
import { validate } from 'dockerfile-utils';
import { parse } from 'yaml';
import { UNINSTALLED_KEPT_MS } from '../../src/domain/workspace.ts';
import { createRouter, type Doors } from '../../src/http/server.ts';
import { createMetrics } from '../../src/services/metrics.ts';
import { COUNTS_KEPT_MS } from '../../src/services/operations/clean-up.ts';
import { KEPT_MS as REFUSED_KEPT_MS } from '../../src/services/refused/quarantine.ts';
import { ATTEMPT_MS, SESSION_MS } from '../../src/services/workspaces/sign-in.ts';
import { roles } from '../../src/store/database/row-security.ts';
import { twilioFaults } from '../../src/twilio/errors.ts';
import { textUrls } from '../../src/twilio/webhook-urls.ts';
import { describe, expect, test } from '../support/jest-globals.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const scripts = (JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts;
/** Variables, then the command. */
const [variables = '', command = ''] = scripts.start?.split(' exec ') ?? [];
const start = command.split(' ');
const configured = new Set([...read('src/config.ts').matchAll(/'([A-Z][A-Z_]+[A-Z])'/g)].map(([, name]) => name ?? ''));

const dockerfile = read('Dockerfile');
/** Instruction and arguments, with continued lines joined. */
const instructions = dockerfile
  .replace(/^#.*\n/gm, '')
  .replace(/\\\n\s*/g, '')
  .split('\n')
  .filter(Boolean)
  .map((line) => ({ name: line.split(' ')[0] ?? '', rest: line.split(' ').slice(1).join(' ') }));
const restOf = (name: string) => instructions.filter((one) => one.name === name).map(({ rest }) => rest);

interface Service {
  image: string;
  build?: string;
  command?: string[];
  env_file?: string;
  environment: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  restart: string;
  healthcheck?: { test: string[] };
  volumes?: string[];
}
const composed = read('compose.yaml');
const compose = parse(composed, { merge: true }) as { services: Record<string, Service>; volumes: object };
const { postgres, web, worker } = compose.services;

/** .dockerignore leaves the path out. The last pattern that matches the path, or a folder above it, decides. */
function isLeftOut(file: string): boolean {
  const patterns = read('.dockerignore')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'));
  const above = file.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  let isOut = false;
  for (const pattern of patterns) {
    const fits = new RegExp(`^${pattern.replace(/^!/, '').replace(/\./g, '\\.').replace(/\*/g, '[^/]*')}$`);
    if (above.some((part) => fits.test(part))) isOut = !pattern.startsWith('!');
  }
  return isOut;
}

describe('the image', () => {
  test('its Dockerfile has no fault that the linter finds', () => {
    expect(validate(dockerfile).map(({ message }) => message)).toEqual([]);
    expect(validate('FROM node\nCOPPY a b\n')).toHaveLength(1);
  });

  test('it starts as npm start does, without shell and root', () => {
    expect(JSON.parse(restOf('CMD')[0] ?? '')).toEqual(start);
    expect(variables).toMatch(/^[A-Z_]+=\S+$/);
    expect(restOf('ENV').join(' ').split(' ')).toContain(variables);
    expect(restOf('ENTRYPOINT')).toEqual([]);
    expect(restOf('USER')).toEqual(['node']);
    expect(instructions.slice(-3).map(({ name }) => name)).toEqual(['EXPOSE', 'HEALTHCHECK', 'CMD']);
    for (const from of restOf('FROM')) expect(from).toMatch(/^node:24-slim( AS packages)?$/);
  });

  test('it asks for its health with Node alone', () => {
    const [, command = ''] = (restOf('HEALTHCHECK')[0] ?? '').split('CMD ');
    const [node, flag, script] = JSON.parse(command) as string[];
    expect([node, flag]).toEqual(['node', '-e']);
    expect(script).toContain('/healthz');
  });

  test('everything that is copied exists and is sent along', () => {
    const copied = restOf('COPY')
      .filter((rest) => !rest.startsWith('--from'))
      .flatMap((rest) => rest.split(' ').slice(0, -1));
    expect(copied).toContain('src');
    for (const file of copied) {
      expect([file, fs.existsSync(path.join(root, file))]).toEqual([file, true]);
      expect([file, isLeftOut(file)]).toEqual([file, false]);
    }
  });

  test('packages, tests, data and secrets stay outside', () => {
    const outside = ['node_modules', 'node_modules/koa/package.json', 'test', 'data', 'data/database', '.git', '.env'];
    for (const file of [...outside, 'artefacts', 'bench', 'docs', 'compose.yaml', 'src/simulator/world.ts'])
      expect([file, isLeftOut(file)]).toEqual([file, true]);
    for (const file of ['src/main.ts', 'migrations/a.ts']) expect([file, isLeftOut(file)]).toEqual([file, false]);
    expect(read('.gitignore').split('\n')).toContain('.env');
  });

  test('it carries no secret and names no variable that is not read', () => {
    const named = restOf('ENV').flatMap((rest) => rest.split(' ').map((one) => one.split('=')[0] ?? ''));
    // Node's, and the C library's.
    const others = ['NODE_ENV', 'MALLOC_ARENA_MAX'];
    expect(named.filter((name) => !others.includes(name) && !configured.has(name))).toEqual([]);
    expect(dockerfile).not.toMatch(/SECRET|TOKEN|PASSWORD|KEYS|^ARG/m);
  });
});

describe('the composition', () => {
  test('one service answers, one runs jobs, each by its role', () => {
    expect(web?.command).toEqual([...start, '--role', 'web']);
    expect(worker?.command).toEqual([...start, '--role', 'worker']);
    for (const service of [web, worker]) {
      expect(service).toMatchObject({ image: 'threadwire', build: '.', env_file: '.env', restart: 'unless-stopped' });
      expect(service?.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
      expect(Object.keys(service?.environment ?? {}).filter((name) => !configured.has(name))).toEqual([]);
    }
  });

  test('the database has a volume and a health check', () => {
    expect(postgres?.image).toMatch(/^postgres:1[5-9]$/);
    expect(postgres?.healthcheck?.test).toContain('pg_isready');
    const [volume = ''] = postgres?.volumes ?? [];
    expect(Object.keys(compose.volumes)).toContain(volume.split(':')[0]);
    const { POSTGRES_USER, POSTGRES_DB } = postgres?.environment ?? {};
    const address = new URL((web?.environment.DATABASE_URL ?? '').replace(/\$\{[^}]*\}/, 'password'));
    expect([address.username, address.hostname, address.pathname]).toEqual([
      POSTGRES_USER,
      'postgres',
      `/${POSTGRES_DB}`,
    ]);
  });

  test('the service or the composition reads every variable of env.example', () => {
    const named = [...read('env.example').matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
      name,
      value,
    }));
    const filledIn = [...composed.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(({ name }) => !configured.has(name) && !filledIn.includes(name))).toEqual([]);
    expect(filledIn.filter((name) => !named.some((one) => one.name === name))).toEqual([]);
    expect(named.filter(({ name, value }) => /SECRET|TOKEN|PASSWORD|KEYS/.test(name) && value !== '')).toEqual([]);
  });
});

const documents = [
  'docs/http.md',
  'docs/intercom-setup.md',
  'docs/limits.md',
  'docs/operations.md',
  'docs/twilio-setup.md',
];
const manifest = read('app-manifest.json');
const { webhooks, oauth, canvas_kit, install_url, uninstall_url, rest_api_version } = JSON.parse(manifest) as {
  webhooks: { url: string; api_version: string; topics: string[] };
  oauth: { redirect_urls: string[]; permissions: { name: string }[] };
  canvas_kit: { inbox: { initialize_url: string; submit_url: string } };
  install_url: string;
  uninstall_url: string;
  rest_api_version: string;
};
const sorted = (found: Iterable<string>) => [...new Set(found)].sort();

describe('the documents', () => {
  const intercom = read('docs/intercom-setup.md');

  test('intercom-setup.md names exactly the manifest’s topics, permissions and addresses', () => {
    const topics = [
      ...intercom.matchAll(/^ +- `((?:conversation|conversation_part|ticket|contact|granular)\.[a-z.]+)`$/gm),
    ].map(([, topic = '']) => topic);
    expect(sorted(topics)).toEqual(sorted(webhooks.topics));
    expect(
      sorted(intercom.match(/(?:conversation|conversation_part|ticket|contact|granular)\.[a-z.]+[a-z]/g) ?? []),
    ).toEqual(sorted(webhooks.topics));
    const permissions = [...intercom.matchAll(/^ +\| ((?:Read|Write|Gather) [^|]+?) \|/gm)].map(
      ([, name = '']) => name,
    );
    expect(sorted(permissions)).toEqual(sorted(oauth.permissions.map(({ name }) => name)));
    const { inbox } = canvas_kit;
    expect([...intercom.matchAll(/^ +\| ([\w ]+ URL) \| `(.+)` \|$/gm)].map(([, field, url]) => [field, url])).toEqual([
      ['Redirect URL', oauth.redirect_urls.join()],
      ['Initialize URL', inbox.initialize_url],
      ['Submit URL', inbox.submit_url],
      ['Direct installation URL', install_url],
      ['Uninstall URL', uninstall_url],
    ]);
    expect(intercom).toContain(`the endpoint URL is \`${webhooks.url}\``);
    const addresses = (text: string) => sorted(text.match(/https:\/\/sms\.example\.com\/[a-z/]+/g) ?? []);
    expect(addresses(intercom).filter((url) => !/\/settings$/.test(url))).toEqual(addresses(manifest));
    expect(sorted(intercom.match(/`2\.\d+`/g) ?? [])).toEqual([
      `\`${webhooks.api_version}\``,
      `\`${rest_api_version}\``,
    ]);
  });

  test('every address of ours is one that the service answers', () => {
    const router = createRouter({ metricsAt: { ownPort: false, token: undefined } } as Doors);
    const routes = router.stack.map((layer) => String(layer.path).replace(':workspaceId', 'WORKSPACE_ID'));
    for (const file of documents) {
      const paths = [...read(file).matchAll(/(?:sms\.example\.com|127\.0\.0\.1:3000)(\/[\w/.-]*[\w-])/g)].map(
        ([, url = '']) => url.replace(/^\/media\/\w+$/, '/media/:token'),
      );
      expect([file, paths.filter((url) => !routes.includes(url))]).toEqual([file, []]);
    }
  });

  test('every address that the service answers is described, with its methods', () => {
    const router = createRouter({ metricsAt: { ownPort: false, token: undefined } } as Doors);
    const http = read('docs/http.md')
      .replaceAll('WORKSPACE_ID', ':workspaceId')
      .replaceAll('CUSTOMER_ID', ':external_id')
      .replaceAll('/ACT', '/:act')
      .replaceAll('SECTION', ':section')
      .replaceAll('ITEM', ':item')
      .replaceAll('ADDRESS', ':address')
      .replaceAll('NUMBER', ':number')
      .replaceAll('TOKEN', ':token')
      .replaceAll('/ID', '/:id')
      .replaceAll('/TEMPLATE', '/:template')
      .replaceAll(/\?[\w=]+`/g, '`');
    const named = (method: string, url: string) => http.includes(`\`${method} ${url}\``);
    const undescribed = router.stack.flatMap(({ methods, path: url }) =>
      methods
        // A router answers HEAD wherever it answers GET.
        .filter((method) => method !== 'HEAD' || !methods.includes('GET'))
        .filter((method) => !named(method, String(url).replace(/^\/assets\/.+/, '/assets/…')))
        .map((method) => `${method} ${String(url)}`),
    );
    expect(undescribed).toEqual([]);
  });

  test('the URLs to copy into Twilio equal the settings page’s', () => {
    const { main, fallback } = textUrls('https://sms.example.com', 'WORKSPACE_ID');
    const shown = [...read('docs/twilio-setup.md').matchAll(/^ +`(https:.+)`$/gm)].map(([, url]) => url);
    expect(shown).toEqual([main, fallback]);
  });

  test('the numbers that an operator counts on are those of the code', () => {
    const operations = read('docs/operations.md');
    const [, connections] = /poolSize: (\d+)/.exec(read('src/app.ts')) ?? [];
    const [, silent] = /HEARTBEAT_SECONDS = (\d+)/.exec(read('src/store/queue/jobs.ts')) ?? [];
    const days = (ms: number) => `${ms / 86_400_000} days`;
    expect(operations).toContain(`holds up to ${connections} connections`);
    expect([silent, operations]).toEqual(['10', expect.stringContaining('to the others after ten seconds')]);
    expect(operations).toContain(
      `| sign-ins | ${SESSION_MS / 3_600_000} hours; attempts at it ${ATTEMPT_MS / 60_000} minutes |`,
    );
    expect(operations).toContain(`settings, what was changed in them | ${days(UNINSTALLED_KEPT_MS)} after`);
    expect(operations).toContain(`| counts of refused requests: minute, route, reason | ${days(COUNTS_KEPT_MS)}`);
    expect([days(REFUSED_KEPT_MS), operations]).toEqual(['1 days', expect.stringContaining('at most | a day, or')]);
  });

  test('every variable, metric, code and command exists', async () => {
    const metrics = (await createMetrics().registry.getMetricsAsJSON()).map(({ name }) => name);
    const known: string[] = [...metrics, ...roles];
    for (const file of documents) {
      const text = read(file);
      const variables = text.match(/(?<=`)[A-Z]+(_[A-Z]+)+(?=[`=])/g) ?? [];
      expect([file, variables.filter((name) => !configured.has(name))]).toEqual([file, []]);
      expect((text.match(/threadwire_\w+/g) ?? []).filter((name) => !known.includes(name))).toEqual([]);
      const commands = [...text.matchAll(/npm run (?:--silent )?([\w-]+)/g)].map(([, name = '']) => name);
      expect(commands.filter((name) => !(name in scripts))).toEqual([]);
    }
    const rows = [...read('README.md').matchAll(/^\| `.*\|$/gm)].join();
    expect([...configured].filter((name) => !rows.includes(`\`${name}\``))).toEqual([]);
    const named = [...read('docs/operations.md').matchAll(/threadwire_\w+/g)].map(([name]) => name);
    expect(metrics.filter((name) => name.startsWith('threadwire_') && !named.includes(name))).toEqual([]);
    const codes = [...read('docs/twilio-setup.md').matchAll(/^\| (\d{5}) \|/gm)].map(([, code]) => Number(code));
    expect(codes).toEqual(expect.arrayContaining([30034, 30032, 21608]));
    expect(codes.filter((code) => !twilioFaults.has(code))).toEqual([]);
  });

  test('every button that is named stands on a page', () => {
    const pages = ['src/views', 'src/words'].flatMap((folder) =>
      fs.globSync('**/*.ts', { cwd: path.join(root, folder) }).map((file) => read(`${folder}/${file}`)),
    );
    const shown = pages.join('\n');
    const named = [
      ...read('docs/twilio-setup.md').matchAll(/\*\*((?:Connect|Save|Put|Send|Check|Pause|Use|Try) ?[^*]+)\*\*/g),
    ];
    expect(named.length).toBeGreaterThan(6);
    const words = named.map(([, label = '']) => label.replace(/\.$/, '').replaceAll(/\s+/g, ' '));
    expect(words.filter((label) => !shown.includes(label))).toEqual([]);
  });
});
