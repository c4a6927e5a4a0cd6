import type { z } from 'zod';
import { agentShape } from '../../../web/api/agent-shapes.js';
import { caseDetailShape, caseShape } from '../../../web/api/case-shapes.js';
import { handoverDetailShape, handoverShape } from '../../../web/api/handover-shapes.js';
import { meShape, sessionShape } from '../../../web/api/session-shapes.js';
import { listOf } from '../../../web/api/shapes.js';
import { type Console, startConsole } from '../../support/console-api.js';
import { aWish } from '../../support/registry.js';

let office: Console;
beforeAll(async () => {
  office = await startConsole();
});
afterAll(() => office.close());

describe('the description of the API', () => {
  it('is OpenAPI 3.1, open to everybody, and names every route of the contract', async () => {
    const { status, body } = await office.stranger.get('/api/openapi.json');
    expect([status, body.openapi]).toEqual([200, '3.1.0']);
    const operations = Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.sort()).toEqual(
      [
        'DELETE /api/session',
        'GET /api/agents',
        'GET /api/api-keys',
        'POST /api/api-keys',
        'DELETE /api/api-keys/{id}',
        'GET /api/articles',
        'GET /api/articles/tasks',
        'GET /api/articles/{topic}',
        'GET /api/articles/{topic}/{language}/history',
        'GET /api/articles/{topic}/{language}/revisions/{n}',
        'GET /api/articles/{topic}/{language}/diff',
        'POST /api/articles/{topic}/{language}/drafts',
        'POST /api/articles/{topic}/{language}/revisions/{n}/submit',
        'POST /api/articles/{topic}/{language}/revisions/{n}/publish',
        'POST /api/articles/{topic}/{language}/revisions/{n}/reject',
        'POST /api/articles/{topic}/{language}/revisions/{n}/restore',
        'PUT /api/articles/{topic}/{language}/review',
        'POST /api/articles/{topic}/{language}/confirm-translation',
        'POST /api/articles/check',
        'POST /api/articles/try',
        'POST /api/articles/take-away',
        'POST /api/unanswered/{id}/answer',
        'GET /api/cases',
        'GET /api/cases/{number}',
        'GET /api/cover',
        'DELETE /api/agents/{id}/cover',
        'DELETE /api/agents/{id}/cover/{group}',
        'GET /api/call-backs',
        'GET /api/assignees',
        'GET /api/forms/{id}',
        'POST /api/cases/{number}/notes',
        'POST /api/agents/{id}/cover',
        'POST /api/cases',
        'POST /api/cases/duplicates',
        'POST /api/cases/{number}/answer',
        'POST /api/cases/{number}/assign',
        'POST /api/cases/{number}/break-glass',
        'POST /api/cases/{number}/call-attempt',
        'POST /api/cases/{number}/close',
        'POST /api/cases/{number}/forward',
        'POST /api/cases/{number}/link',
        'POST /api/cases/{number}/park',
        'POST /api/cases/{number}/reopen',
        'POST /api/cases/{number}/take',
        'POST /api/cases/{number}/wait',
        'GET /api/desks',
        'GET /api/events',
        'GET /api/handovers',
        'POST /api/handoff/activities',
        'GET /api/handovers/{id}',
        'GET /api/handovers/{id}/suggestions',
        'GET /api/handovers/{id}/previous',
        'GET /api/templates',
        'GET /api/knowledge',
        'POST /api/unanswered',
        'GET /api/me',
        'GET /api/openapi.json',
        'GET /api/board',
        'GET /api/organisation',
        'GET /api/organisation/revisions/{version}',
        'PUT /api/organisation',
        'POST /api/organisation/closed-desks',
        'DELETE /api/organisation/closed-desks',
        'GET /api/unanswered',
        'GET /api/unanswered/{id}',
        'POST /api/unanswered/{id}/decision',
        'POST /api/agents',
        'POST /api/handovers/claim-next',
        'POST /api/handovers/{id}/claim',
        'POST /api/handovers/{id}/close',
        'POST /api/handovers/{id}/messages',
        'POST /api/handovers/{id}/notes',
        'POST /api/handovers/{id}/offer',
        'POST /api/handovers/{id}/release',
        'POST /api/handovers/{id}/take-back',
        'POST /api/handovers/{id}/to-bot',
        'POST /api/handovers/{id}/transfer',
        'POST /api/handovers/{id}/transfer-preview',
        'PUT /api/handovers/{id}/watching',
        'POST /api/session',
        'PUT /api/agents/{id}',
        'PUT /api/me/password',
        'PUT /api/me/presence',
      ].sort(),
    );
  });

  it('says what the input must be, by the schemas that check it', async () => {
    const { paths } = (await office.stranger.get('/api/openapi.json')).body;
    const message = paths['/api/handovers/{id}/messages'].post;
    expect(message.requestBody.content['application/json'].schema).toMatchObject({
      type: 'object',
      properties: { text: { type: 'string', minLength: 1, maxLength: 4000 } },
      required: ['text'],
    });
    expect(message.parameters.map(({ name }: { name: string }) => name)).toEqual(['id', 'x-csrf-token']);
    expect(Object.keys(message.responses)).toEqual(expect.arrayContaining(['201', '400', '401', '403', '404', '409']));
    expect(paths['/api/session'].post.security).toEqual([]);
    const fields = paths['/api/cases'].get.parameters.map(({ name }: { name: string }) => name);
    const asked = 'status group board category assigned due forwarded q cursor limit';
    expect(fields.join(' ')).toBe(asked);
  });

  it('describes what is really answered, and nothing more is answered', async () => {
    await office.agents.addFirstAdmin('given-by-the-city');
    await office.hire('anna');
    office.log.say('c', 'dl_citizen', 'hej', { attachments: [{ contentType: 'image/png', contentUrl: '/x' }] });
    const { number, handoverId } = await office.registry.openCase(aWish({ conversationId: 'c' }));
    const admin = await office.signIn('admin', 'given-by-the-city');
    const anna = await office.signIn('anna');
    const exact = (shape: z.ZodType, { body }: { body: unknown }) => expect(shape.parse(body)).toEqual(body);
    exact(listOf(handoverShape), await anna.get('/api/handovers'));
    exact(handoverDetailShape, await anna.get(`/api/handovers/${handoverId}`));
    exact(handoverShape, await anna.post(`/api/handovers/${handoverId}/claim`));
    exact(listOf(caseShape), await anna.get('/api/cases'));
    exact(caseDetailShape, await anna.get(`/api/cases/${number}`));
    exact(meShape, await anna.get('/api/me'));
    exact(listOf(agentShape), await admin.get('/api/agents'));
    const signedIn = await office.stranger.post('/api/session', { username: 'anna', password: 'anna-password' });
    exact(sessionShape, signedIn);
  });
});
