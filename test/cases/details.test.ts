import { appliedDetails, type Details, dayOf, detailFault, detailFaults, openFields } from '../../cases/details.js';
import type { Form, FormField } from '../../city/index.js';
import { CITY } from '../support/registry.js';

const RULES = { today: '2026-11-22', districts: CITY.districts.map(({ code }) => code), languages: ['sv', 'en'] };
const field = (changes: Partial<FormField>): FormField => ({ name: 'x', type: 'text', required: true, ...changes });
const fault = (changes: Partial<FormField>, value: unknown) => detailFault(field(changes), value, RULES)?.code;
const formOf = (topic: string): Form => {
  const form = CITY.forms.get(topic);
  if (!form) throw new Error(`no form for ${topic}`);
  return form;
};
const open = (topic: string, details: Details, passed: string[] = []) =>
  openFields(formOf(topic), details, passed).map(({ name }) => name);

describe('an answer', () => {
  it.each<[string, Partial<FormField>, unknown, string | undefined]>([
    ['a text', { min: 2 }, 'ok', undefined],
    ['a text of one letter where two are needed', { min: 2 }, ' a ', 'short'],
    ['a story in a short field', {}, 'a'.repeat(201), 'long'],
    ['a property', { pattern: '^[A-Z][a-z]+ [0-9]+$' }, 'Kassorskan 1', undefined],
    ['a property without its number', { pattern: '^[A-Z][a-z]+ [0-9]+$' }, 'Kassorskan', 'pattern'],
    ['an option', { type: 'choice', options: ['a', 'b'] }, 'b', undefined],
    ['no option of it', { type: 'choice', options: ['a', 'b'] }, 'c', 'option'],
    ['a district', { type: 'choice', options: 'districts' }, 'bromma', undefined],
    ['a district of another city', { type: 'choice', options: 'districts' }, 'hisingen', 'option'],
    ['several options', { type: 'choices', options: ['a', 'b'] }, ['a', 'b'], undefined],
    ['none of several options', { type: 'choices', options: ['a', 'b'] }, [], 'option'],
    ['a yes', { type: 'yes-no' }, 'yes', undefined],
    ['a maybe', { type: 'yes-no' }, 'maybe', 'option'],
    ['a leap day', { type: 'date' }, '2028-02-29', undefined],
    ['a day that does not exist', { type: 'date' }, '2026-02-29', 'date'],
    ['the thirteenth month', { type: 'date' }, '2026-13-01', 'date'],
    ['a day that has passed', { type: 'date', from: 'today' }, '2026-11-21', 'early'],
    ['today', { type: 'date', from: 'today' }, '2026-11-22', undefined],
    ['a day too far ahead', { type: 'date', to: '+24 months' }, '2028-11-23', 'late'],
    ['a moment', { type: 'date-time', to: 'today' }, '2026-11-22T23:59', undefined],
    ['a moment tomorrow', { type: 'date-time', to: 'today' }, '2026-11-23T00:00', 'late'],
    ['an hour that does not exist', { type: 'date-time' }, '2026-11-22T24:00', 'date'],
    ['a time', { type: 'time' }, '08:30', undefined],
    ['no time', { type: 'time' }, '8', 'kind'],
    ['a month', { type: 'year-month', from: '-6 years', to: 'today' }, '2026-11', undefined],
    ['a month to come', { type: 'year-month', to: 'today' }, '2026-12', 'late'],
    ['a number of letters', { type: 'phone' }, 'ring mig', 'phone'],
    ['a phone number', { type: 'phone' }, '+46701234567', undefined],
    ['an e-mail address without @', { type: 'email' }, 'a.example.com', 'email'],
    ['an e-mail address', { type: 'email' }, 'a@example.com', undefined],
    ['a plate', { type: 'registration-number' }, 'ABC12D', undefined],
    ['a plate with too many letters', { type: 'registration-number' }, 'ABCDEFGH', 'plate'],
    ['an organisation number', { type: 'org-number' }, '212000-0142', undefined],
    ['an organisation number with a wrong last digit', { type: 'org-number' }, '212000-0143', 'organisation'],
    ['a personal number as organisation number', { type: 'org-number' }, '811218-9876', 'organisation'],
    ['digits', { type: 'digits', min: 6 }, '123456', undefined],
    ['too few digits', { type: 'digits', min: 6 }, '12345', 'short'],
    ['letters among digits', { type: 'digits' }, '12a456', 'digits'],
    ['a number', { type: 'number', min: 1, max: 10 }, 10, undefined],
    ['too small a number', { type: 'number', min: 1 }, 0, 'low'],
    ['too large a number', { type: 'number', max: 10 }, 11, 'high'],
    ['no number', { type: 'number' }, Number.NaN, 'kind'],
    ['a landmark', { type: 'location' }, { text: 'vid lekplatsen' }, undefined],
    [
      'a landmark where an address is needed',
      { type: 'location', precise: true },
      { text: 'vid lekplatsen' },
      'address',
    ],
    [
      'a position',
      { type: 'location', precise: true },
      { text: '', position: { latitude: 59, longitude: 18 } },
      undefined,
    ],
    [
      'a position off the globe',
      { type: 'location' },
      { text: '', position: { latitude: 99, longitude: 18 } },
      'place',
    ],
    ['no place', { type: 'location' }, { text: ' ' }, 'place'],
    ['a period', { type: 'period' }, { from: '2026-12-01', to: '2026-12-02' }, undefined],
    ['a period that ends before it begins', { type: 'period' }, { from: '2026-12-02', to: '2026-12-01' }, 'order'],
    ['too many photos', { type: 'photo', max: 1 }, [{ id: 'a' }, { id: 'b' }], 'files'],
    ['nothing', {}, null, 'kind'],
    ['a list for a text', {}, ['a'], 'kind'],
  ])('%s', (_what, changes, value, code) => {
    expect(fault(changes, value)).toBe(code);
  });

  it('names the limit that it breaks', () => {
    expect(detailFault(field({ type: 'date', from: '-12 months' }), '2024-01-01', RULES)).toEqual({
      code: 'early',
      values: { day: '2025-11-22' },
    });
  });

  it('counts months and years by the calendar', () => {
    expect(dayOf('-6 years', '2026-11-22')).toBe('2020-11-22');
    expect(dayOf('+24 months', '2026-11-22')).toBe('2028-11-22');
    expect(dayOf('today', '2026-11-22')).toBe('2026-11-22');
  });
});

describe('a form', () => {
  const REPORT: Details = {
    acuteDanger: 'no',
    location: { text: 'Storgatan 5', address: 'Storgatan 5' },
    description: 'Lampan är trasig',
  };

  it('asks only what is not known yet', () => {
    expect(open('belysning', {}).slice(0, 3)).toEqual(['acuteDanger', 'location', 'poleNumber']);
    expect(open('belysning', REPORT, ['poleNumber', 'photo'])).toEqual(['wantsReply']);
  });

  it('asks for a way to reach only somebody who wants a reply', () => {
    const passed = ['poleNumber', 'photo', 'contactName', 'preferredLanguage'];
    expect(open('belysning', { ...REPORT, wantsReply: 'no' }, passed)).toEqual([]);
    expect(open('belysning', { ...REPORT, wantsReply: 'yes' }, passed)).toEqual(['contactPhone', 'contactEmail']);
  });

  it('takes a phone number or an e-mail address, not both', () => {
    const passed = ['poleNumber', 'photo', 'contactName', 'preferredLanguage'];
    const known = { ...REPORT, wantsReply: 'yes' };
    expect(open('belysning', { ...known, contactPhone: '+46701234567' }, passed)).toEqual([]);
    expect(open('belysning', { ...known, contactEmail: 'a@example.com' }, passed)).toEqual([]);
  });

  it('keeps no way to reach somebody who changed their mind about a reply', () => {
    const details = { ...REPORT, wantsReply: 'no', contactPhone: '+46701234567' };
    expect(appliedDetails(formOf('belysning'), details)).toEqual({ ...REPORT, wantsReply: 'no' });
  });

  it('is not finished while something required is missing, and has no fields of another form', () => {
    const faults = detailFaults(formOf('belysning'), { ...REPORT, colour: 'red' }, RULES);
    expect([...faults]).toEqual([
      ['wantsReply', { code: 'missing' }],
      ['colour', { code: 'kind' }],
    ]);
    expect(detailFaults(formOf('belysning'), { ...REPORT, wantsReply: 'no' }, RULES).size).toBe(0);
  });
});
