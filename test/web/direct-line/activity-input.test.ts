import { activityFrom } from '../../../web/direct-line/activity-input.js';

const here = { type: 'GeoCoordinates', latitude: 59.3326, longitude: 18.0649 };
const entitiesOf = (entities: unknown) => activityFrom({ type: 'message', text: 'x', entities }).activity.entities;

describe('entities of a citizen’s message', () => {
  it('keep where the citizen is, and of that nothing but the coordinates', () => {
    expect(entitiesOf([{ ...here, name: 'Anna', address: 'Storgatan 5' }])).toEqual([here]);
  });

  it('are dropped when they are anything else', () => {
    expect(entitiesOf([{ type: 'ClientCapabilities', supportsListening: true }, here])).toEqual([here]);
    expect(entitiesOf([{ type: 'mention', text: '<at>bot</at>' }])).toBeUndefined();
    expect(entitiesOf(null)).toBeUndefined();
  });

  it.each([
    [{ ...here, latitude: 91 }],
    [{ ...here, longitude: '18' }],
    [{ type: 'GeoCoordinates' }],
  ])('are dropped when there is no such place: %j', (entity) => expect(entitiesOf([entity])).toBeUndefined());

  it('are refused when they are no list, or a long one', () => {
    expect(() => entitiesOf('here')).toThrow(/entities/);
    expect(() => entitiesOf(Array.from({ length: 21 }, () => here))).toThrow(/entities/);
  });
});
