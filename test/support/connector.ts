import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { SignJWT } from 'jose';
import type { LoggedActivity } from '../../store/activity-log.js';

export const APP_ID = '11111111-2222-4333-8444-555555555555';
const ISSUER = 'https://issuer.test';

/**
 * Plays Azure Bot Service on loopback: signs with keys of its own, publishes them, gives the bot a token for its answers,
 * and takes these answers.
 */
export async function startConnector() {
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const answers: { path: string; authorization: string; activity: LoggedActivity }[] = [];
  const waiting = new Set<() => void>();
  let failing = 0;
  const server = createServer(async (req, res) => {
    const path = req.url ?? '';
    const reply = (body: unknown, status = 200) => {
      res.writeHead(status, { 'content-type': 'application/json' });
      res.end(JSON.stringify(body));
    };
    if (path === '/openid') return reply({ issuer: ISSUER, jwks_uri: `${url}/keys` });
    if (path === '/keys') {
      return reply({
        keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig', endorsements: ['msteams'] }],
      });
    }
    if (path === '/login') return reply({ access_token: 'for-the-connector' });
    if (failing > 0) {
      failing--;
      return reply({ error: { code: 'Busy' } }, 400);
    }
    answers.push({ path, authorization: String(req.headers.authorization), activity: await jsonOf(req) });
    reply({ id: `sent-${answers.length}` }, 201);
    for (const check of waiting) check();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const authentication = new ConfigurationBotFrameworkAuthentication(
    {
      ToChannelFromBotLoginUrl: `${url}/login`,
      ToChannelFromBotOAuthScope: 'https://scope.test',
      ToBotFromChannelTokenIssuer: ISSUER,
      ToBotFromChannelOpenIdMetadataUrl: `${url}/openid`,
      ToBotFromEmulatorOpenIdMetadataUrl: `${url}/openid`,
      OAuthUrl: 'https://oauth.test',
      CallerId: 'urn:test',
    },
    {
      isValidAppId: async (appId: string) => appId === APP_ID,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        async signRequest(request: { headers: { set(name: string, value: string): void } }) {
          const { access_token } = (await (await fetch(`${url}/login`)).json()) as { access_token: string };
          request.headers.set('authorization', `Bearer ${access_token}`);
          return request;
        },
      }),
    } as never,
  );

  const activity = (more: object = {}): LoggedActivity => ({
    type: 'message',
    id: 'a1',
    text: 'hej',
    channelId: 'msteams',
    serviceUrl: url,
    conversation: { id: 'c1', isGroup: false },
    from: { id: 'eva', name: 'Eva' },
    recipient: { id: 'the-bot', name: 'Bot' },
    locale: 'sv-SE',
    ...more,
  });

  interface Signing {
    audience?: string;
    issuer?: string;
    expires?: string;
    serviceurl?: string;
    by?: KeyObject;
    kid?: string;
  }
  const sign = ({
    audience = APP_ID,
    issuer = ISSUER,
    expires = '10m',
    serviceurl = url,
    by,
    kid = 'k1',
  }: Signing = {}) =>
    new SignJWT({ serviceurl })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setAudience(audience)
      .setIssuer(issuer)
      .setIssuedAt(new Date(Date.now() - 3_600_000))
      .setExpirationTime(expires)
      .sign(by ?? key.privateKey);

  return {
    url,
    answers,
    activity,
    sign,
    connector: { authentication, mayCall: (serviceUrl: string) => serviceUrl === url },
    failNext: (count: number) => {
      failing = count;
    },
    until: (count: number) =>
      new Promise<void>((resolve) => {
        const check = () => answers.length >= count && resolve();
        waiting.add(check);
        check();
      }),
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function jsonOf(req: IncomingMessage): Promise<LoggedActivity> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as LoggedActivity;
}
