import type { Centre, Desks, Hours, Organisation } from '../../city/organisation.js';
import { type AtWork, availability, centreOf, localCentre, offersFor, type Waiting } from '../../handover/routing.js';

const NOON = new Date('2026-11-18T12:00:00+01:00');
const CENTRES: Centre[] = [
  { code: 'bromma', name: 'Bromma', districts: ['bromma'] },
  { code: 'kista', name: 'Kista', districts: ['rinkeby-kista'] },
  { code: 'farsta', name: 'Farsta', districts: [] },
];
const TIMES = { exceptions: {} };

interface Day {
  /** Centres of those at work; '' for somebody of none. */
  present?: string[];
  overflow?: Partial<Desks['overflow']>;
  group?: Desks['groups'][string];
  hours?: Hours['groups'][string];
  closed?: { centre: string; until: string }[];
  centres?: Centre[];
  at?: string;
}

function organisationOf({ overflow = {}, group, hours, centres = CENTRES }: Day): Organisation {
  return {
    centres,
    hours: { timezone: 'Europe/Stockholm', groups: hours ? { TRA: hours } : {} },
    desks: {
      alarm: { groupAfterMinutes: 3, supervisorAfterMinutes: 10 },
      idle: { askAfterMinutes: 15, closeAfterMinutes: 10 },
      overflow: { secret: false, ...overflow },
      groups: group ? { TRA: group } : {},
    },
  };
}

function work(day: Day): AtWork {
  return {
    organisation: organisationOf(day),
    closed: (day.closed ?? []).map(({ centre, until }) => ({ group: 'TRA', centre, until: new Date(until) })),
    present: () => new Set(day.present ?? []),
    at: day.at ? new Date(day.at) : NOON,
  };
}

/** Waits for a group of Bromma since so many minutes. */
const waits = (minutes = 0, more: Partial<Waiting> = {}): Waiting => ({
  group: 'TRA',
  centre: 'bromma',
  secrecy: 'none',
  since: new Date(NOON.getTime() - minutes * 60_000),
  ...more,
});

const offers = (day: Day, waiting = waits()) =>
  offersFor(waiting, work(day)).map(({ centre, why }) => (why ? `${centre}: ${why}` : centre));

describe('the centre that is local to a citizen', () => {
  it.each([
    ['knows their district', 'bromma', {}, 'bromma'],
    ['is none when no centre knows it', 'kungsholmen', {}, ''],
    ['is none when the district is not told', '', {}, ''],
    ['is none when the group has no desk there', 'bromma', { group: { centres: ['kista'] } }, ''],
  ] as const)('%s', (_, district, day, expected) => {
    expect(localCentre(organisationOf(day as Day), 'TRA', district)).toBe(expected);
  });
});

describe('a waiting conversation is offered', () => {
  it('at first to the citizen’s own desk alone', () => {
    expect(offers({ present: ['bromma', 'kista'] })).toEqual(['bromma']);
  });

  it('to every desk of the group when no centre is local', () => {
    const anywhere = waits(0, { centre: '' });
    expect(offers({ present: ['bromma'] }, anywhere)).toEqual(['bromma', 'kista', 'farsta']);
    expect(offers({ group: { centres: ['kista', 'farsta'] } }, anywhere)).toEqual(['kista', 'farsta']);
  });

  it('to every desk of the group when its own desk has been removed meanwhile', () => {
    expect(offers({ group: { centres: ['kista'] } })).toEqual(['kista']);
    expect(offers({}, waits(0, { centre: 'gone' }))).toEqual(['bromma', 'kista', 'farsta']);
  });

  it('to the others at once when nobody is at its own desk, and says so', () => {
    expect(offers({ present: ['kista', 'farsta'] })).toEqual(['bromma', 'kista: empty', 'farsta: empty']);
  });

  it('to the others at once when its own desk is closed by its hours, and says so', () => {
    const hours = { ...TIMES, hours: { wed: ['08:00-16:00'] }, centres: { bromma: { ...TIMES, hours: {} } } };
    expect(offers({ present: ['bromma', 'kista'], hours })).toEqual(['bromma', 'kista: closed']);
  });

  it('to the others when a supervisor has closed its own desk, until that is over', () => {
    const closed = [{ centre: 'bromma', until: '2026-11-18T13:00:00+01:00' }];
    expect(offers({ present: ['bromma', 'kista'], closed })).toEqual(['bromma', 'kista: closed']);
    expect(offers({ present: ['bromma', 'kista'], closed, at: '2026-11-18T13:00:00+01:00' })).toEqual(['bromma']);
  });

  it('to one desk more each time the limit has passed', () => {
    const day = { present: ['bromma', 'kista', 'farsta'], overflow: { afterMinutes: 5 } };
    expect(offers(day, waits(4.9))).toEqual(['bromma']);
    expect(offers(day, waits(5))).toEqual(['bromma', 'kista: slow']);
    expect(offers(day, waits(9.9))).toEqual(['bromma', 'kista: slow']);
    expect(offers(day, waits(10))).toEqual(['bromma', 'kista: slow', 'farsta: slow']);
    expect(offers(day, waits(60))).toEqual(['bromma', 'kista: slow', 'farsta: slow']);
  });

  it('to nobody else however long it takes, where the rule has no limit', () => {
    expect(offers({ present: ['bromma', 'kista'] }, waits(600))).toEqual(['bromma']);
  });

  it('to nobody else when the clock was set back after it came', () => {
    const day = { present: ['bromma', 'kista'], overflow: { afterMinutes: 5 } };
    expect(offers(day, waits(-60))).toEqual(['bromma']);
  });

  it('in the order of the rule, and only to desks it names', () => {
    const present = ['kista', 'farsta'];
    expect(offers({ present, overflow: { to: ['farsta', 'kista'] } })).toEqual([
      'bromma',
      'farsta: empty',
      'kista: empty',
    ]);
    expect(offers({ present, overflow: { to: ['farsta'] } })).toEqual(['bromma', 'farsta: empty']);
    expect(offers({ present, overflow: { to: [] } })).toEqual(['bromma']);
  });

  it('by the rule of its group where there is one', () => {
    const group = { overflow: { to: ['farsta'], secret: false } };
    expect(offers({ present: ['kista', 'farsta'], overflow: { to: ['kista'] }, group })).toEqual([
      'bromma',
      'farsta: empty',
    ]);
  });

  it('never to a next desk that is closed, empty or not of the group', () => {
    const closed = [{ centre: 'kista', until: '2026-11-18T13:00:00+01:00' }];
    expect(offers({ present: ['kista'], closed })).toEqual(['bromma']);
    expect(offers({ present: [] })).toEqual(['bromma']);
    const group = { centres: ['bromma', 'farsta'] };
    expect(offers({ present: ['kista', 'farsta'], group })).toEqual(['bromma', 'farsta: empty']);
  });

  it('to no other desk when it is strictly secret, unless the rule says so', () => {
    const secret = waits(60, { secrecy: 'strong' });
    const present = ['kista'];
    expect(offers({ present, overflow: { afterMinutes: 5 } }, secret)).toEqual(['bromma']);
    expect(offers({ present, overflow: { secret: true } }, secret)).toEqual(['bromma', 'kista: empty']);
    expect(offers({ present, overflow: { secret: true }, group: { overflow: { secret: false } } }, secret)).toEqual([
      'bromma',
    ]);
    expect(offers({ present }, waits(0, { secrecy: 'possible' }))).toEqual(['bromma', 'kista: empty']);
  });
});

// Rows 1 and 12 of the complaints: offered although nobody is there; closed although a desk that steps in is open.
describe('somebody can answer (complaints 1 and 12)', () => {
  const open = (day: Day, waiting = waits()) => availability(waiting, work(day));

  it.each<[string, Day, boolean]>([
    ['when somebody is at the citizen’s own desk', { present: ['bromma'] }, true],
    ['when nobody is at work at all', { present: [] }, false],
    ['when only a desk that steps in has somebody', { present: ['farsta'] }, true],
    ['but not by a desk that the rule does not name', { present: ['farsta'], overflow: { to: ['kista'] } }, false],
    ['when only somebody of no centre is at work', { present: [''] }, true],
    [
      'but not when a supervisor has closed all desks',
      { present: ['bromma', 'kista'], closed: [{ centre: '', until: '2026-11-19T00:00+01:00' }] },
      false,
    ],
    [
      'by the other desks when a supervisor has closed the own one',
      { present: ['bromma', 'kista'], closed: [{ centre: 'bromma', until: '2026-11-19T00:00+01:00' }] },
      true,
    ],
  ])('%s', (_, day, expected) => {
    expect(open(day).open).toBe(expected);
  });

  it('but nobody else in a secret matter', () => {
    expect(open({ present: ['kista'] }, waits(0, { secrecy: 'strong' }))).toEqual({ open: false });
    expect(open({ present: ['kista'], overflow: { secret: true } }, waits(0, { secrecy: 'strong' })).open).toBe(true);
  });

  describe('later', () => {
    const hours: Hours['groups'][string] = {
      ...TIMES,
      hours: { fri: ['08:00-16:00'] },
      centres: { kista: { ...TIMES, hours: { thu: ['09:00-16:00'] } } },
    };

    it('at the first hour of any desk that answers for it', () => {
      expect(open({ hours })).toEqual({ open: false, opensAt: new Date('2026-11-19T09:00+01:00') });
      expect(open({ hours, overflow: { to: [] } })).toEqual({
        open: false,
        opensAt: new Date('2026-11-20T08:00+01:00'),
      });
    });

    it('of the own desk only, in a secret matter', () => {
      expect(open({ hours }, waits(0, { secrecy: 'strong' })).opensAt).toEqual(new Date('2026-11-20T08:00+01:00'));
    });

    it('at no hour that is known, when it is within hours and nobody has come', () => {
      expect(open({ hours, at: '2026-11-20T09:00:00+01:00' })).toEqual({ open: false });
    });

    it('at no hour that is known, when there are no hours and nobody is there', () => {
      expect(open({})).toEqual({ open: false });
    });

    it('when what a supervisor closed is open again, in its hours', () => {
      const always = { ...TIMES, hours: { wed: ['08:00-16:00'], thu: ['08:00-16:00'] } };
      const until = (time: string) => [{ centre: '', until: time }];
      expect(open({ hours: always, closed: until('2026-11-18T14:00:00+01:00') }).opensAt).toEqual(
        new Date('2026-11-18T14:00:00+01:00'),
      );
      expect(open({ hours: always, closed: until('2026-11-18T20:00:00+01:00') }).opensAt).toEqual(
        new Date('2026-11-19T08:00:00+01:00'),
      );
    });

    it('when the last of several closings is over', () => {
      const closed = [
        { centre: '', until: '2026-11-18T13:00:00+01:00' },
        { centre: 'bromma', until: '2026-11-18T15:00:00+01:00' },
      ];
      const [own] = [open({ present: ['bromma'], closed, group: { centres: ['bromma'] } })];
      expect(own).toEqual({ open: false, opensAt: new Date('2026-11-18T15:00:00+01:00') });
    });
  });
});

describe('an agent whose centre is not there any more', () => {
  it('counts as somebody of no centre', () => {
    expect(centreOf(organisationOf({}), { centre: 'bromma' })).toBe('bromma');
    expect(centreOf(organisationOf({}), { centre: 'gone' })).toBe('');
  });
});
