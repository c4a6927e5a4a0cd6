import type { Clerk } from '../../cases/access.js';
import type { Heard } from '../../cases/by-hand.js';
import { contactModel } from '../../cases/contact.js';
import { type Office, openOffice } from '../support/registry.js';

const anna: Clerk = { id: 'anna', name: 'Anna', roles: ['agent'], groups: ['TRA'], boards: [] };

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const CALL_IN_KLINGON = { callbackPhone: '+46701740605', callbackLanguage: 'tlh' };
let keys = 0;
const heard = (changes: Partial<Heard> = {}): Heard => ({
  key: `call-${++keys}`,
  channel: 'phone',
  category: 'UTE-GAT',
  language: 'sv',
  ...changes,
});
const register = (changes: Partial<Heard> = {}) => office.registry.registerByHand(anna, heard(changes));

describe('what comes by telephone, post or at the counter', () => {
  it('becomes a case with number and secret, and a contact, in the same categories', async () => {
    const { number, secret } = await register({
      channel: 'post',
      district: 'bromma',
      persona: 'company',
      reason: 'report',
      reach: { phone: '070-174 06 05', name: 'Eva' },
      subject: 'Gropen i gatan',
    });
    expect(await office.registry.lookUp(number, secret)).toMatchObject({
      status: 'registered',
      channel: 'post',
      category: 'UTE-GAT',
      group: 'TRA',
      persona: 'company',
      reason: 'report',
      assignedTo: 'anna',
      reach: { phone: '+46701740605', name: 'Eva' },
      timeline: [{ what: 'opened', who: { kind: 'agent', name: 'Anna' } }],
    });
    expect(await contactModel(office.store.connection).find({}).lean()).toMatchObject([
      { channel: 'post', persona: 'company', reason: 'report', outcome: 'registered', caseNumber: number },
    ]);
  });

  it.each([
    ['ku', true],
    ['other', true],
    ['en', false],
    ['sv', false],
  ])('says whether an interpreter is needed: %s', async (language, interpreter) => {
    const { number } = await register({ language });
    expect(await office.registry.findCase(number)).toMatchObject({ language, interpreter });
  });

  it('is one case when it is sent twice', async () => {
    const call = heard();
    const first = await office.registry.registerByHand(anna, call);
    expect(await office.registry.registerByHand(anna, call)).toEqual({ ...first, repeated: true });
    expect(await contactModel(office.store.connection).countDocuments({})).toBe(1);
  });

  it('keeps the answers of its form, and its note', async () => {
    const details = {
      acuteDanger: 'no',
      location: { text: 'Storgatan 5' },
      description: 'Ett djupt hål i gatan',
      wantsReply: 'no',
    };
    const { number } = await register({ details, note: 'Lät orolig' });
    expect(await office.registry.findCase(number)).toMatchObject({ form: 'felanmalan-gata', details });
    expect((await office.registry.findCase(number))?.timeline.at(-1)).toMatchObject({
      what: 'note',
      data: { text: 'Lät orolig' },
    });
  });

  it('keeps a place alone, by which duplicates are found, and is no report for everybody yet', async () => {
    const location = { text: 'Storgatan 5', address: 'Storgatan 5' };
    const { number } = await register({ details: { location, wantsReply: 'no' } });
    expect(await office.registry.findCase(number)).toMatchObject({
      form: '',
      details: { location },
      spot: { street: 'storgatan', number: '5' },
    });
    const near = await office.registry.duplicatesFor(anna, { category: 'UTE-GAT', place: location });
    expect(near.map((one) => one.number)).toEqual([number]);
  });

  it.each([
    ['one the city answers in', { language: 'sv' }, 'so'],
    ['the caller’s own', { language: 'fi' }, 'fi'],
    ['another, with an interpreter', { language: 'other' }, 'other'],
  ])('keeps in which language to call back: %s', async (_what, { language }, callbackLanguage) => {
    const details = { callbackPhone: '+46701740605', callbackLanguage };
    const { number } = await register({ category: 'ALL-HAN', language, details });
    expect((await office.registry.findCase(number))?.callBack).toMatchObject({
      state: 'due',
      language: callbackLanguage,
      interpreter: callbackLanguage === 'other',
    });
  });

  it.each([
    ['an answer the form does not know', { details: { colour: 'red' } }, 'colour: kind'],
    ['a language nobody knows', { category: 'ALL-HAN', details: CALL_IN_KLINGON }, 'callbackLanguage: option'],
    ['no place at all', { details: { location: { text: ' ' } } }, 'location: place'],
    ['half a form', { details: { description: 'Ett djupt hål i gatan' } }, 'location: missing'],
    ['answers where nothing is collected', { category: 'SOC-BAR', details: { district: 'bromma' } }, 'no details'],
    ['a category nobody has', { category: 'toString' }, 'unknown category'],
    ['a district nobody has', { district: 'malmo' }, 'unknown district'],
    ['a note about a matter of strong secrecy', { category: 'ALD-HEM', note: 'x' }, 'no free text'],
  ] as const)('is refused with %s', async (_what, changes, message) => {
    await expect(register(changes as Partial<Heard>)).rejects.toThrow(message);
    expect(await contactModel(office.store.connection).countDocuments({})).toBe(0);
  });

  it('is not opened to whoever registers for another desk', async () => {
    const { number } = await register({ category: 'FSK-KO' });
    expect(await office.registry.findCase(number)).toMatchObject({ assignedTo: '', group: 'FSK' });
    expect(await office.registry.readCase(number, anna)).toBeUndefined();
  });
});
