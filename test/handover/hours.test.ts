import type { Hours } from '../../city/index.js';
import { isOpen } from '../../handover/hours.js';

const everyDay = (...intervals: string[]) =>
  Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, intervals]));

const HOURS: Hours = {
  timezone: 'Europe/Stockholm',
  groups: {
    TRA: {
      hours: { mon: ['08:00-12:00', '13:00-16:30'], tue: ['08:00-16:30'], wed: ['08:00-16:30'], thu: ['08:00-16:30'] },
      exceptions: { '2026-12-24': [], '2026-12-23': ['08:00-10:00'], '2027-01-06': ['10:00-11:00'] },
    },
    DAY: { hours: everyDay('08:00-16:00'), exceptions: {} },
    NIGHT: { hours: everyDay('22:00-06:00'), exceptions: {} },
    EARLY: { hours: everyDay('01:30-03:30'), exceptions: {} },
    ALWAYS: { hours: everyDay('00:00-24:00'), exceptions: { '2026-11-20': [] } },
    SHUT: { hours: {}, exceptions: {} },
  },
};

const at = (group: string, time: string) => isOpen(HOURS, group, new Date(time));

describe('opening hours (complaint 13)', () => {
  it.each([
    ['before the first hour', 'TRA', '2026-11-16T07:59+01:00', false, '2026-11-16T08:00+01:00'],
    ['at the first minute', 'TRA', '2026-11-16T08:00+01:00', true, undefined],
    ['at the last minute before lunch', 'TRA', '2026-11-16T11:59+01:00', true, undefined],
    ['at lunch', 'TRA', '2026-11-16T12:00+01:00', false, '2026-11-16T13:00+01:00'],
    ['after lunch', 'TRA', '2026-11-16T13:00+01:00', true, undefined],
    ['in the evening', 'TRA', '2026-11-16T16:30+01:00', false, '2026-11-17T08:00+01:00'],
    ['on a day without hours, over the weekend', 'TRA', '2026-11-19T17:00+01:00', false, '2026-11-23T08:00+01:00'],
    ['in summer time', 'TRA', '2026-08-04T08:00+02:00', true, undefined],
    ['an hour too early in summer time', 'TRA', '2026-08-04T07:59+02:00', false, '2026-08-04T08:00+02:00'],
    ['a shortened day', 'TRA', '2026-12-23T10:00+01:00', false, '2026-12-28T08:00+01:00'],
    ['a day closed by exception', 'DAY', '2026-12-24T10:00+01:00', true, undefined],
    ['Christmas Eve when the exception closes it', 'TRA', '2026-12-24T09:00+01:00', false, '2026-12-28T08:00+01:00'],
    ['Christmas Day', 'DAY', '2026-12-25T10:00+01:00', false, '2026-12-27T08:00+01:00'],
    ['Midsummer Eve, an ordinary day unless an exception closes it', 'DAY', '2026-06-19T10:00+02:00', true, undefined],
    ['Midsummer Day', 'DAY', '2026-06-20T10:00+02:00', false, '2026-06-21T08:00+02:00'],
    ['Good Friday', 'DAY', '2027-03-26T10:00+01:00', false, '2027-03-27T08:00+01:00'],
    ['Whit Monday, no holiday any more', 'DAY', '2026-05-25T10:00+02:00', true, undefined],
    ['a holiday that an exception opens', 'TRA', '2027-01-06T10:30+01:00', true, undefined],
    ['around the clock', 'ALWAYS', '2026-11-21T00:00+01:00', true, undefined],
    ['the last minute around the clock', 'ALWAYS', '2026-11-18T23:59:59+01:00', true, undefined],
    ['a closed day around the clock', 'ALWAYS', '2026-11-20T12:00+01:00', false, '2026-11-21T00:00+01:00'],
    ['over midnight, before', 'NIGHT', '2026-11-18T23:00+01:00', true, undefined],
    ['over midnight, after', 'NIGHT', '2026-11-19T05:59+01:00', true, undefined],
    ['over midnight, by day', 'NIGHT', '2026-11-19T06:00+01:00', false, '2026-11-19T22:00+01:00'],
    ['never open', 'SHUT', '2026-11-18T10:00+01:00', false, undefined],
    ['no hours at all', 'FSK', '2026-12-25T03:00+01:00', true, undefined],
    ['a name that every object has', 'constructor', '2026-12-25T03:00+01:00', true, undefined],
  ])('%s', (_, group, time, open, opensAt) => {
    expect(at(group, time)).toEqual({ open, ...(opensAt && { opensAt: new Date(opensAt) }) });
  });

  it('the night of 29 March 2026 has no 02:30: what opens at 01:30 stays open for one hour', () => {
    expect(at('EARLY', '2026-03-29T01:29+01:00')).toEqual({ open: false, opensAt: new Date('2026-03-29T01:30+01:00') });
    expect(at('EARLY', '2026-03-29T01:59+01:00').open).toBe(true);
    expect(at('EARLY', '2026-03-29T03:29+02:00').open).toBe(true);
    expect(at('EARLY', '2026-03-29T03:30+02:00')).toEqual({ open: false, opensAt: new Date('2026-03-30T01:30+02:00') });
  });

  it('the night of 25 October 2026 has 02:30 twice: what opens at 01:30 stays open for three hours', () => {
    expect(at('EARLY', '2026-10-25T01:29+02:00')).toEqual({ open: false, opensAt: new Date('2026-10-25T01:30+02:00') });
    expect(at('EARLY', '2026-10-25T02:30+02:00').open).toBe(true);
    expect(at('EARLY', '2026-10-25T02:30+01:00').open).toBe(true);
    expect(at('EARLY', '2026-10-25T03:30+01:00').open).toBe(false);
  });

  it('the office opens at eight by the clock on the wall on both days (bad input: a clock over daylight saving)', () => {
    expect(at('DAY', '2026-03-29T03:00+02:00').opensAt).toEqual(new Date('2026-03-29T08:00+02:00'));
    expect(at('DAY', '2026-10-25T03:00+01:00').opensAt).toEqual(new Date('2026-10-25T08:00+01:00'));
  });

  it('a dated exception of the group holds at a centre with hours of its own, unless that has one for the day', () => {
    const groups = {
      TRA: {
        hours: everyDay('08:00-16:00'),
        exceptions: { '2026-12-23': [], '2026-12-24': [] },
        centres: { bromma: { hours: everyDay('10:00-12:00'), exceptions: { '2026-12-24': ['10:00-11:00'] } } },
      },
    };
    const open = (time: string, centre: string) =>
      isOpen({ timezone: 'Europe/Stockholm', groups }, 'TRA', new Date(time), centre).open;
    expect(open('2026-12-22T10:30+01:00', 'bromma')).toBe(true);
    expect(open('2026-12-22T09:00+01:00', 'bromma')).toBe(false);
    expect(open('2026-12-22T09:00+01:00', 'kista')).toBe(true);
    expect(open('2026-12-23T10:30+01:00', 'bromma')).toBe(false);
    expect(open('2026-12-24T10:30+01:00', 'bromma')).toBe(true);
    expect(open('2026-12-24T10:30+01:00', 'kista')).toBe(false);
  });
});
