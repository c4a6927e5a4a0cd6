import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig, SETTINGS } from '../../bot/config.js';

const ROOT = join(__dirname, '..', '..');

describe('the environment', () => {
  it('needs nothing: every setting has a default or may be left out', () => {
    expect(readConfig({})).toMatchObject({
      port: 3978,
      host: '127.0.0.1',
      dataDir: './data',
      trustedOrigins: [],
      azure: undefined,
    });
  });

  it.each([
    ['PORT', 'eighty', /PORT: "eighty" is no port number\. Example: PORT=3978/],
    ['PORT', '70000', /PORT/],
    ['PUBLIC_URL', 'kontakt.example.org', /PUBLIC_URL: .*http.*Example: PUBLIC_URL=https:/],
    ['MONGODB_URI', 'http://db', /MONGODB_URI/],
    ['TRUSTED_ORIGINS', 'https://a.example/path', /TRUSTED_ORIGINS/],
    ['TRUSTED_ORIGINS', 'foo', /TRUSTED_ORIGINS: "foo" must be a list of origins/],
    ['TRUSTED_ORIGINS', 'https://a.example,*', /TRUSTED_ORIGINS/],
    ['LOG_LEVEL', 'loud', /LOG_LEVEL: "loud" must be one of/],
    ['MicrosoftAppId', 'my-bot', /MicrosoftAppId/],
    ['REDIS_URI', 'redis://127.0.0.1:6379', /REDIS_URI/],
  ])('stops at a wrong %s (%s) and says what is wrong, with an example', (name, value, fault) => {
    expect(() => readConfig({ [name]: value })).toThrow(fault);
  });

  it('never repeats a password it refuses', () => {
    expect(() => readConfig({ ADMIN_PASSWORD: 'short' })).toThrow(/^(?!.*short).*ADMIN_PASSWORD/);
  });

  it('wants the secret of an Azure bot together with its id', () => {
    const MicrosoftAppId = '11111111-2222-3333-4444-555555555555';
    expect(() => readConfig({ MicrosoftAppId })).toThrow(/MicrosoftAppPassword/);
    expect(readConfig({ MicrosoftAppId, MicrosoftAppPassword: 's' }).azure).toMatchObject({ appId: MicrosoftAppId });
  });

  it('wants the secret of the city’s own agent desk together with its address, and never repeats one it refuses', () => {
    const HANDOFF_HUB_URL = 'https://hub.example.org/activities';
    expect(() => readConfig({ HANDOFF_HUB_URL })).toThrow(/HANDOFF_HUB_SECRET: it is needed.*Example:/);
    expect(() => readConfig({ HANDOFF_HUB_URL, HANDOFF_HUB_SECRET: 'too-short' })).toThrow(
      /^(?!.*too-short).*HANDOFF_HUB_SECRET: its value must have 16/,
    );
    const HANDOFF_HUB_SECRET = 'sixteen-and-more-characters';
    expect(readConfig({ HANDOFF_HUB_URL, HANDOFF_HUB_SECRET }).hub).toEqual({
      url: HANDOFF_HUB_URL,
      secret: HANDOFF_HUB_SECRET,
    });
    expect(readConfig({}).hub).toBeUndefined();
  });

  it('takes several trusted origins', () => {
    expect(readConfig({ TRUSTED_ORIGINS: 'https://a.example, http://b.example:8080' }).trustedOrigins).toEqual([
      'https://a.example',
      'http://b.example:8080',
    ]);
  });

  it('is complete in .env.example and in the README', () => {
    const example = readFileSync(join(ROOT, '.env.example'), 'utf8');
    const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');
    for (const [name, { about }] of Object.entries(SETTINGS)) {
      expect(example).toMatch(new RegExp(`^#?\\s*${name}=`, 'm'));
      expect(readme).toContain(`| \`${name}\` | ${about} |`);
    }
  });
});
