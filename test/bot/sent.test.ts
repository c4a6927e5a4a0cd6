import { filesOf, positionOf } from '../../bot/sent.js';

describe('what comes with a message', () => {
  it('is the files that we keep, not those that another channel links to', () => {
    const attachments = [
      { contentType: 'image/jpeg', contentUrl: 'file:f1', name: 'hål.jpg' },
      { contentType: 'image/png', contentUrl: 'https://elsewhere.example/x.png', name: 'x.png' },
    ];
    expect(filesOf({ type: 'message', attachments })).toEqual([{ id: 'f1', name: 'hål.jpg', type: 'image/jpeg' }]);
    expect(filesOf({ type: 'message' })).toEqual([]);
  });

  it('is the position that was shared', () => {
    const here = { type: 'GeoCoordinates', latitude: 59.3, longitude: 18.1 };
    expect(positionOf({ type: 'message', entities: [{ type: 'mention' }, here] })).toEqual({
      latitude: 59.3,
      longitude: 18.1,
    });
    expect(positionOf({ type: 'message', entities: [{ ...here, latitude: 'north' }] })).toBeUndefined();
    expect(positionOf({ type: 'message' })).toBeUndefined();
  });
});
