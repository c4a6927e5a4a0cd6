import { createScreen, LONGEST } from '../../bot/screen.js';

const screen = createScreen({
  signs: (text) => (text.includes('fara') ? { kind: 'danger', language: 'sv' } : undefined),
  placeholder: '[-]',
});
type Message = Parameters<typeof screen>[0];
const message = (text: string, more: Partial<Message> = {}) => screen<Message>({ type: 'message', text, ...more });

describe('a message before anything is stored', () => {
  it('loses personal numbers in text, value and file names, and says that it did', () => {
    const { activity } = message('jag är 850101-1236', {
      value: { nr: '850101-1236' },
      attachments: [{ contentType: 'image/png', name: '850101-1236.png' }],
    });
    expect(JSON.stringify(activity)).not.toContain('1236');
    expect(activity.channelData).toMatchObject({ masked: true });
  });

  it('loses personal numbers wherever a client puts them, but for the id that has to come back', () => {
    const { activity } = message('hej', {
      from: { id: 'u', name: 'Anna 850101-1236' },
      name: 'e 850101-1236',
      valueType: '850101-1236',
      replyToId: '850101-1236',
      channelData: { note: '850101-1236', clientActivityID: '8501011236' },
    });
    expect([activity.valueType, activity.replyToId]).toEqual(['******-****', '******-****']);
    expect(activity.from?.name).toBe('Anna ******-****');
    expect(activity.name).toBe('e ******-****');
    expect(activity.channelData).toEqual({ note: '******-****', clientActivityID: '8501011236' });
    const event = screen<Message>({ type: 'event', name: 'x', value: { nr: '850101-1236' } });
    expect(JSON.stringify(event)).not.toContain('1236');
  });

  it('finds a personal number that hides behind invisible characters', () => {
    expect(message('85\u200b0101\u2060-12\u202e36').activity.text).toBe('******-****');
  });

  it('keeps a placeholder of an emergency, and the words only for those who may see them now', () => {
    const { activity, live } = message('jag är i fara', {
      channelData: { clientActivityID: 'a' },
      value: { secret: 1 },
    });
    expect(activity).toEqual({
      type: 'message',
      text: '[-]',
      channelData: { clientActivityID: 'a', protected: 'danger', spoken: 'sv' },
    });
    expect(live).toBe('jag är i fara');
  });

  it('does not let a client pretend what only we may say of a message', () => {
    const { activity } = message('hej', { channelData: { protected: 'danger', refused: 'too-long', masked: true } });
    expect(activity.channelData).toEqual({});
  });

  it('does not keep a text that is too long', () => {
    expect(message('å'.repeat(LONGEST)).activity.text).toHaveLength(LONGEST);
    const { activity } = message('å'.repeat(LONGEST + 1));
    expect(activity).toMatchObject({ text: '', channelData: { refused: 'too-long' } });
  });

  it('drops controls and bidi marks but keeps lines and joiners inside words', () => {
    expect(message('a\u0000b\u202ec\nd\te').activity.text).toBe('abc\nd\te');
    expect(message('می\u200cخواهم').activity.text).toBe('می\u200cخواهم');
  });
});
