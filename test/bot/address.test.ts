import { hostname } from 'node:os';
import { addressOf } from '../../bot/address.js';

describe('the address that citizens are told', () => {
  it.each([
    [{ publicUrl: 'https://kontakt.example', host: '127.0.0.1' }, 'https://kontakt.example'],
    [{ publicUrl: undefined, host: '127.0.0.1' }, 'http://127.0.0.1:3978'],
    [{ publicUrl: undefined, host: '::1' }, 'http://[::1]:3978'],
    [{ publicUrl: undefined, host: '0.0.0.0' }, `http://${hostname()}:3978`],
    [{ publicUrl: undefined, host: '::' }, `http://${hostname()}:3978`],
  ])('is one that can be visited: %j', (config, address) => expect(addressOf(config, 3978)).toBe(address));
});
