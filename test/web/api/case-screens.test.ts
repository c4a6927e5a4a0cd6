import type { z } from 'zod';
import { caseDetailShape, formShape } from '../../../web/api/case-shapes.js';
import { type Caller, type Console, startConsole } from '../../support/console-api.js';
import { aWish } from '../../support/registry.js';

let office: Console;
let anna: Caller;
beforeEach(async () => {
  office = await startConsole();
  await office.hire('anna');
  anna = await office.signIn('anna');
});
afterEach(() => office.close());

const aReport = () => office.registry.openCase(aWish({ handover: false }));

describe('what the screens of a case are told', () => {
  it('names the form of each category, and the departments with their boards', async () => {
    const { body } = await anna.get('/api/me');
    expect(body.city.categories['UTE-BEL'].form).toBe('belysning');
    expect(body.city.departments.TRK).toEqual({ name: 'Trafikkontoret', board: 'TRN' });
  });

  it('gives the fields of a form, and no form that is not there', async () => {
    const { status, body } = await anna.get('/api/forms/belysning');
    const form: z.output<typeof formShape> = formShape.parse(body);
    expect([status, form.becomes]).toEqual([200, 'case']);
    expect(form.fields).toContainEqual(expect.objectContaining({ name: 'location', type: 'location', required: true }));
    expect((await anna.get('/api/forms/none')).status).toBe(404);
    expect((await office.stranger.get('/api/forms/belysning')).status).toBe(401);
  });

  it('says where a case may go, and opens its pictures by a link', async () => {
    const photo = [{ id: 'p1', name: 'lampa.jpg', type: 'image/jpeg' }];
    const { number } = await office.registry.openCase(
      aWish({ handover: false, form: 'belysning', details: { location: { text: 'Storgatan 4' }, photo } }),
    );
    const { body } = await anna.get(`/api/cases/${number}`);
    expect(caseDetailShape.parse(body)).toMatchObject({
      next: ['waiting', 'in-progress', 'waiting-for-citizen', 'forwarded', 'parked', 'answered', 'closed'],
      details: { location: { text: 'Storgatan 4' }, photo: [{ ...photo[0], contentUrl: 'file:p1' }] },
    });
  });

  it('says nothing of answers and next steps to somebody who may see only that a case is there', async () => {
    await office.hire('siv', { roles: ['supervisor'], groups: [] });
    const { number } = await office.registry.openCase(aWish({ category: 'ALD-HEM', handover: false }));
    const { body } = await (await office.signIn('siv')).get(`/api/cases/${number}`);
    expect(body).toMatchObject({ access: 'metadata' });
    expect([body.next, body.details]).toEqual([undefined, undefined]);
  });
});

describe('an internal note', () => {
  it('is kept without a conversation, and never by somebody who may not read the case', async () => {
    const { number } = await aReport();
    expect((await anna.post(`/api/cases/${number}/notes`, { text: 'Ringde 640101-1234' })).status).toBe(204);
    expect((await office.registry.findCase(number))?.timeline.at(-1)).toMatchObject({
      what: 'note',
      data: { text: 'Ringde […]' },
    });
    await office.hire('bo', { groups: ['PAR'] });
    expect((await (await office.signIn('bo')).post(`/api/cases/${number}/notes`, { text: 'x' })).status).toBe(404);
    expect((await anna.post(`/api/cases/${number}/notes`, { text: ' ' })).status).toBe(400);
  });

  it('is not kept about a matter of strong secrecy', async () => {
    const { id } = await office.hire('eva', { groups: ['ALD'] });
    const { number } = await office.registry.openCase(aWish({ category: 'ALD-HEM', handover: false, assignedTo: id }));
    const refused = await (await office.signIn('eva')).post(`/api/cases/${number}/notes`, { text: 'Ringde' });
    expect([refused.status, refused.body.code]).toEqual([409, 'TextNotKept']);
  });
});

describe('lists', () => {
  it('shows an officer what was sent to their own boards, and nothing sent to others', async () => {
    await office.hire('olle', { roles: ['officer'], groups: [], boards: ['TRN'] });
    const olle = await office.signIn('olle');
    const here = await aReport();
    const there = await aReport();
    const forward = (number: string, department: string) =>
      anna.post(`/api/cases/${number}/forward`, { to: { department }, answerBy: '2026-11-30', why: 'Lampan' });
    await forward(here.number, 'TRK');
    await forward(there.number, 'SBK');
    const numbers = async (caller: Caller) =>
      (await caller.get('/api/cases?forwarded=me')).body.items.map((item: { number: string }) => item.number);
    expect(await numbers(olle)).toEqual([here.number]);
    expect(await numbers(anna)).toEqual([]);
  });

  it('names those a case can be given to, to supervisors only', async () => {
    await office.hire('siv', { roles: ['supervisor'], groups: [] });
    const { body } = await (await office.signIn('siv')).get('/api/assignees');
    expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['Anna']);
    expect((await anna.get('/api/assignees')).status).toBe(403);
  });
});

describe('registering by hand', () => {
  it('names each answer of the form that cannot be taken', async () => {
    const { status, body } = await anna.post('/api/cases', {
      key: 'call-1',
      channel: 'phone',
      category: 'UTE-BEL',
      language: 'sv',
      details: { location: { text: 'Storgatan 4' }, acuteDanger: 'maybe' },
    });
    expect([status, body.code, body.faults.acuteDanger, body.faults.description]).toEqual([
      400,
      'DetailsRefused',
      'option',
      'missing',
    ]);
  });

  it('keeps no personal number that was given for how to reach somebody', async () => {
    const { body } = await anna.post('/api/cases', {
      key: 'call-2',
      channel: 'phone',
      category: 'UTE-BEL',
      language: 'sv',
      reach: { phone: '811218-9876', email: 'eva.811218-9876@example.se', name: 'Eva 811218-9876' },
    });
    const { reach } = (await anna.get(`/api/cases/${body.number}`)).body;
    expect(reach.name).toBe('Eva […]');
    expect(JSON.stringify(reach)).not.toContain('9876');
  });
});
