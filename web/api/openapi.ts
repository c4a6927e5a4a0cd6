import { z } from 'zod';
import { type Route, route } from './route.js';
import { refusalShape } from './shapes.js';

const ABOUT: Record<number, string> = {
  400: 'the input is not valid',
  401: 'not signed in',
  403: 'not allowed, or the CSRF header is missing',
  404: 'not there, or not for you to see',
  409: 'somebody else was quicker',
  413: 'the body is too large',
  415: 'the body is no JSON',
  422: 'the text has problems; `problems` lists them',
  429: 'too many attempts; Retry-After says how many seconds to wait',
};

const schemaOf = (schema: z.ZodType) => {
  const { $schema: _dialect, ...described } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return described;
};

function operationOf({ method, path, name, about, allowed, admit, body, query, answer, refusals = [] }: Route) {
  const open = allowed === 'anyone';
  const changes = method !== 'GET';
  const statuses = new Set([
    ...(body || query ? [400] : []),
    ...(body ? [413, 415] : []),
    ...(open ? [] : [401, 403]),
    ...refusals,
  ]);
  const fields = query ? Object.entries((schemaOf(query).properties ?? {}) as Record<string, object>) : [];
  const parameters = [
    ...[...path.matchAll(/\{(\w+)\}/g)].map(([, found]) => ({
      name: found,
      in: 'path',
      required: true,
      schema: { type: 'string' },
    })),
    ...fields.map(([field, schema]) => ({ name: field, in: 'query', required: false, schema })),
    ...(changes && !open ? [{ name: 'x-csrf-token', in: 'header', required: true, schema: { type: 'string' } }] : []),
  ];
  const content = answer.schema && { [answer.type ?? 'application/json']: { schema: schemaOf(answer.schema) } };
  return {
    operationId: name,
    summary: about,
    ...(!open && { 'x-roles': allowed === 'signed-in' ? [] : allowed }),
    security: admit ? [{ [admit.scheme]: [] }] : open ? [] : [{ session: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body) } } } }),
    responses: {
      [answer.status]: { description: answer.about, ...(content && { content }) },
      ...Object.fromEntries(
        [...statuses].map((status) => [
          status,
          {
            description: ABOUT[status] ?? 'refused',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Refusal' } } },
          },
        ]),
      ),
    },
  };
}

/** The description of the API, made of the schemas that check its input. */
export function describeApi(routes: readonly Route[], cookie: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const one of routes) {
    paths[one.path] = { ...paths[one.path], [one.method.toLowerCase()]: operationOf(one) };
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Contact centre console API', version: '1' },
    components: {
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: cookie },
        handoff: {
          type: 'apiKey',
          in: 'header',
          name: 'x-handoff-signature',
          description: '"sha256=" and the HMAC-SHA256 of the body with the common secret, in hexadecimal',
        },
      },
      schemas: { Refusal: schemaOf(refusalShape) },
    },
    paths,
  };
}

export function openapiRoute(routes: readonly Route[], cookie: string): Route {
  let description: object | undefined;
  const own: Route = route({
    method: 'GET',
    path: '/api/openapi.json',
    name: 'describe',
    about: 'This description.',
    allowed: 'anyone',
    answer: { status: 200, about: 'OpenAPI 3.1', schema: z.looseObject({ openapi: z.string() }) },
    async handle() {
      description ??= describeApi([...routes, own], cookie);
      return description;
    },
  });
  return own;
}
