import type { Organisation } from '../../../city/organisation.js';
import { organisationSchema } from '../../../city/organisation.js';
import { codeFor, draftOf, organisationOf, withoutCentre } from '../../../web/console/organisation/draft.js';
import { intervalsOf, isDay } from '../../../web/console/organisation/times.js';
import { CITY } from '../../support/registry.js';

const times = (monday: string[]) => ({ hours: { mon: monday }, exceptions: {} });

/** Everything that can stand in an organisation. */
const FULL: Organisation = organisationSchema.parse({
  centres: CITY.centres,
  hours: {
    timezone: 'Europe/Stockholm',
    groups: {
      TRA: {
        hours: { mon: ['08:00-12:00', '13:00-16:30'], sun: ['10:00-24:00'] },
        exceptions: { '2026-12-24': [], '2027-01-06': ['10:00-14:00'] },
        centres: { bromma: times(['07:00-12:00']) },
      },
      SOC: times(['08:00-12:00']),
    },
  },
  desks: {
    capacity: 4,
    alarm: { groupAfterMinutes: 3, supervisorAfterMinutes: 10 },
    idle: { askAfterMinutes: 15, closeAfterMinutes: 10 },
    overflow: { secret: true },
    groups: {
      TRA: { overflow: { afterMinutes: 2, to: ['bromma'], secret: false } },
      SOC: { centres: ['hasselby-vallingby'] },
    },
  },
});

describe('the organisation as a form', () => {
  it('gives back what it was made from, whatever stands in it', () => {
    expect(organisationOf(draftOf(FULL))).toEqual(FULL);
    const { centres, hours, desks } = CITY;
    expect(organisationOf(draftOf({ centres, hours, desks }))).toEqual({ centres, hours, desks });
  });

  it('forgets a centre that is taken away everywhere, so that nothing is left that names it', () => {
    const left = organisationOf(withoutCentre(draftOf(FULL), 'bromma'));
    expect(JSON.stringify(left)).not.toContain('"bromma"');
    expect(left.centres.map(({ code }) => code)).toEqual(['hasselby-vallingby']);
  });

  it('makes a code of a centre’s name that no other has', () => {
    expect(codeFor('Hägersten–Älvsjö', [])).toBe('hagersten-alvsjo');
    expect(codeFor('Bromma', ['bromma', 'bromma-2'])).toBe('bromma-3');
    expect(codeFor('中心', [])).toBe('center');
  });
});

describe('times as a supervisor types them', () => {
  it.each([
    ['', []],
    [' ', []],
    ['8-12', ['08:00-12:00']],
    ['8–12, 13–16.30', ['08:00-12:00', '13:00-16:30']],
    ['08:00-12:00; 13:00-16:30', ['08:00-12:00', '13:00-16:30']],
    ['18-24', ['18:00-24:00']],
  ])('are understood: %j', (typed, intervals) => expect(intervalsOf(typed)).toEqual(intervals));

  it.each([
    '16-8',
    '8-8',
    '8',
    'åtta till tolv',
    '8-25',
    '8.75-12',
    '24-25',
    '8-12 13-16',
    '8-24.30',
  ])('are not guessed: %j', (typed) => expect(intervalsOf(typed)).toBeUndefined());

  it('are of a day that exists', () => {
    expect(['2026-12-24', '2028-02-29'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-13-01', '24/12', ''].some(isDay)).toBe(false);
  });
});
