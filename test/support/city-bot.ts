import type { TurnContext } from 'botbuilder';
import type { Logic } from '../../web/receive.js';

const WORDS = {
  sv: {
    hello:
      'Hej! Jag är en robot, en digital assistent för Stockholms stad. Jag är ingen människa.\n\nJag svarar på frågor om stadens service, visar rätt e-tjänst och tar emot ditt ärende. Du kan när som helst få prata med en människa.\n\nSkriv din fråga med egna ord, eller svara med en siffra:\n\n1. Förskola\n2. Äldreomsorg\n3. Parkering',
    start: ['Förskola', 'Äldreomsorg', 'Parkering', 'Felanmälan ute', 'Bygglov', 'Prata med en människa'],
    answer:
      '**Du ställer barnet i kö i e-tjänsten.** Barnet kan stå i kö från den dag det är ett halvt år.\n\n1. Logga in i e-tjänsten.\n2. Välj upp till fem förskolor.\n3. Skicka in din ansökan.\n\n[Till e-tjänsten för förskola](https://example.org/forskola)\n\nSenast granskad 2026-11-21.',
    helped: ['Ja, det hjälpte', 'Nej, det var inte det jag undrade över', 'Prata med en människa'],
    waiting: 'Du är nu i kö till Äldre. Din plats i kön är 2. En människa svarar dig här.',
    agent: 'Hej, jag heter Anna. Hur kan jag hjälpa dig?\n\n3 * 4 * 5 <b>&amp;</b> (läs https://example.org/a_b_c).',
    human: 'Prata med en människa',
    changed: 'Vi fortsätter på svenska.',
  },
  en: {
    hello: 'Hello! I am a robot, a digital assistant for the City of Stockholm. I am not a human.',
    start: ['Preschool', 'Parking', 'Talk to a person'],
    answer: '**You put the child in the queue in the e-service.**',
    helped: ['Yes, it helped', 'No', 'Talk to a person'],
    waiting: 'You are in the queue. Your place is 2. A person will answer you here.',
    agent: 'Hello, my name is Anna.',
    human: 'Talk to a person',
    changed: 'We continue in English.',
  },
} as const;
type Language = keyof typeof WORDS;

/**
 * Speaks as the contract says the bot does, with just enough sense for tests of the page: greets, answers everything
 * alike, and after "talk to a person" puts the citizen in a queue; "accept" and "close" play the agent.
 */
export function cityBot({ heard = [] }: { heard?: { name: string; value: unknown }[] } = {}): Logic {
  const languages = new Map<string, Language>();

  return async (context: TurnContext) => {
    const { type, text = '', name = '', value, conversation, locale = '', id } = context.activity;
    const served = (tag: string): Language => (tag.startsWith('en') ? 'en' : 'sv');
    const language = languages.get(conversation.id) ?? served(locale);
    const say = (said: string, reply: object, choices: readonly string[] = [], from?: { id: string; name: string }) =>
      context.sendActivity({
        type: 'message',
        text: said,
        textFormat: from ? 'plain' : 'markdown',
        locale: languages.get(conversation.id) ?? language,
        ...(type === 'message' && { replyToId: id }),
        ...(choices.length > 0 && {
          suggestedActions: { to: [], actions: choices.map((title) => ({ type: 'imBack', title, value: title })) },
        }),
        channelData: { reply, ...(from && { from }) },
      } as never);

    if (type === 'conversationUpdate') {
      languages.set(conversation.id, language);
      await say(WORDS[language].hello, { kind: 'greeting' }, WORDS[language].start);
    }
    if (type === 'event') {
      heard.push({ name, value });
      const wanted = served(String((value as { locale?: unknown })?.locale));
      languages.set(conversation.id, wanted);
      if (name === 'webchat/language') await say(WORDS[wanted].changed, { kind: 'notice' });
    }
    if (type !== 'message') return;
    const words = WORDS[language];
    const caseNumber = 'KC-2026-000123';
    const anna = { id: 'agent', name: 'Anna' };
    if (text === words.human) await say(words.waiting, { kind: 'handover', state: 'waiting', position: 2, caseNumber });
    else if (text === 'accept') {
      await say('Anna har tagit över.', { kind: 'handover', state: 'accepted', caseNumber, agent: 'Anna' });
      await say(words.agent, { kind: 'agent', agent: 'Anna' }, [], anna);
    } else if (text === 'close') await say('Anna har avslutat.', { kind: 'handover', state: 'closed', caseNumber });
    else await say(words.answer, { kind: 'answer', article: 'forskola-ko', language, version: 1 }, words.helped);
  };
}
