import { activityOf, spoken } from '../../bot/activities.js';

describe('a reply as the channels get it', () => {
  it('carries kind, language, buttons and the text without markup', () => {
    const activity = activityOf(
      {
        kind: 'choose',
        text: 'Menar du **något**?',
        choices: [{ label: 'A', action: { do: 'none' } }],
        numbered: true,
        data: { articles: ['a'] },
      },
      { language: 'sv', replyToId: 'c|0000001' },
    );
    expect(activity).toMatchObject({
      type: 'message',
      locale: 'sv',
      text: 'Menar du **något**?\n\n1. A',
      speak: 'Menar du något? 1. A',
      replyToId: 'c|0000001',
      suggestedActions: { actions: [{ type: 'imBack', title: 'A', value: 'A' }] },
      channelData: { reply: { kind: 'choose', articles: ['a'] } },
    });
  });

  it.each([
    ['**fet** och _kursiv_', 'fet och kursiv'],
    ['[Boka vigsel](https://vigsel.stockholm/).', 'Boka vigsel.'],
    ['# Rubrik\n- punkt', 'Rubrik punkt'],
    ['snake_case stays', 'snake_case stays'],
  ])('reads %s aloud as %s', (text, aloud) => expect(spoken(text)).toBe(aloud));
});
