import { createBus, type Event } from '../../store/index.js';

describe('the bus', () => {
  it('tells every listener that something changed, until it stops listening', () => {
    const bus = createBus();
    const heard: Event[] = [];
    const stop = bus.subscribe((event) => heard.push(event));
    bus.publish({ what: 'cases', id: '1' });
    stop();
    bus.publish({ what: 'cases', id: '2' });
    expect(heard).toEqual([{ what: 'cases', id: '1' }]);
  });

  it('keeps the error of one listener from the others and from the publisher', () => {
    const faults: unknown[] = [];
    const bus = createBus((error) => faults.push(error));
    const heard: string[] = [];
    const fault = new Error('broken');
    bus.subscribe(() => {
      throw fault;
    });
    bus.subscribe(({ id }) => heard.push(id));
    bus.publish({ what: 'cases', id: '1' });
    expect(heard).toEqual(['1']);
    expect(faults).toEqual([fault]);
  });
});
