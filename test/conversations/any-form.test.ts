import { city, talkTo } from '../support/talk-to.js';

/** What people say to a question, right or wrong, and words that mean something to the bot. */
const SAID = [
  ...['ja', 'nej', 'vet inte', 'hoppa över', 'tillbaka', 'ändra adressen', 'fel', 'skicka', 'hjälp', 'hej', 'english'],
  ...['Storgatan 5', 'Storgatan 5 i Malmö', 'Brommma', '070-174 06 05', 'namn@exempel.se', '212000-0142', 'ABC 123'],
  ...[
    '31 februari',
    '2026-13-45',
    'från 15 juni till 1 juni',
    'imorgon',
    'i går',
    'mars 2024',
    'mars 2010',
    '0',
    '2',
    '99',
    '-5',
  ],
  ...[
    'Något är trasigt utanför huset där jag bor',
    'vad kostar parkering?',
    'varför?',
    '{{x}}',
    '<b>',
    'a'.repeat(3000),
  ],
];
const STEPS = 25;

/** Numbers that are the same at every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state % below;
  };
}

describe.each([...city.forms.keys()])('whatever somebody says in the form %s', (topic) => {
  it.each(['sv', 'en'])('is answered, in whole sentences (%s)', async (language) => {
    const next = numbers(topic.length * 7919 + language.charCodeAt(0));
    const chat = talkTo(language);
    chat.talk().menu = [{ label: 'begin', action: { do: 'form', topic } }];
    await chat.hears('begin');
    for (let step = 0; step < STEPS; step++) {
      const { menu } = chat.talk();
      const tapped = next(2) === 0 ? menu[next(menu.length || 1)]?.label : undefined;
      const said = tapped ?? SAID[next(SAID.length)] ?? '';
      const replies = await chat.hears(said);
      const broken = replies.filter(({ text }) => /undefined|NaN|\[object|\{\{(?!x)/.test(text) || text === '');
      expect({ said, replied: replies.length > 0, broken }).toEqual({ said, replied: true, broken: [] });
    }
  });
});
