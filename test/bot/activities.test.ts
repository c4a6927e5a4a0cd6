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
    ['a_name and b_name', 'a_name and b_name'],
    ['3 * 4 and 5 * 6', '3 * 4 and 5 * 6'],
    ['***allt*** och `kod`', 'allt och kod'],
  ])('reads %s aloud as %s', (text, aloud) => expect(spoken(text)).toBe(aloud));

  it.each([
    ['3 * 4 * 5 = 60', '3 * 4 * 5 = 60'],
    ['**Obs!** fil_namn_1 och _detta_', '**Obs!** fil_namn_1 och _detta_'],
    ['skriv <b>så</b> & "så"', 'skriv <b>så</b> & "så"'],
    ['# 1 på listan\n\n- gå till [hissen](höger)', '# 1 på listan - gå till [hissen](höger)'],
    ['1. https://stad.example/a_b_c', '1. https://stad.example/a_b_c'],
  ])('shows and reads aloud what an agent typed, and loses nothing: %s', (text, aloud) => {
    const activity = activityOf({ kind: 'agent', text }, { language: 'sv' });
    expect(activity).toMatchObject({ text, textFormat: 'plain', speak: aloud });
  });
});
