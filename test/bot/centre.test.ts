import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  closeCentres,
  kindsOf,
  type Shown,
  startCentre,
  type TestAgent,
  type TestCitizen,
} from '../support/start-centre.js';
import { locales } from '../support/talk-to.js';

afterEach(closeCentres);

const say = (language: string, key: string, values?: object) => locales.say(language, key, { ...values });
const last = (shown: Shown[]) => shown.at(-1);

async function firstWaiting(agent: TestAgent): Promise<string> {
  const { body } = await agent.get('/api/handovers?state=waiting');
  return body.items[0]?.id ?? '';
}

/** What both sides see from the question to the closed case. */
async function handedOver(citizen: TestCitizen, agent: TestAgent): Promise<string> {
  await citizen.says('lampan på gatan utanför oss är trasig');
  await citizen.says(say('sv', 'feedback.person'));
  const id = await firstWaiting(agent);
  await agent.post(`/api/handovers/${id}/claim`);
  return id;
}

/** The others: test/conversations/ten-languages. */
describe.each(['sv', 'en'])('the contact centre (%s)', (language) => {
  it('greets once, in the language of the page: a robot, what it can do, what not to write, how to reach a person', async () => {
    const centre = await startCentre();
    const citizen = await centre.citizen(language);
    const shown = await citizen.sees();
    expect(kindsOf(shown)).toEqual(['greeting']);
    expect(shown[0]).toMatchObject({ locale: language });
    expect(shown[0]?.suggestedActions?.actions.length).toBeGreaterThanOrEqual(5);
    await citizen.sends({ type: 'event', name: 'webchat/join', value: { locale: language }, from: { id: 'x' } });
    expect(kindsOf(await citizen.sees()).filter((kind) => kind === 'greeting')).toHaveLength(1);
  });

  it('does not mind an event whose language is no language', async () => {
    const centre = await startCentre();
    const citizen = await centre.citizen(language);
    for (const value of [{ locale: 7 }, { locale: { $ne: '' } }, { locale: null }, 'sv', null]) {
      await citizen.sends({ type: 'event', name: 'webchat/join', value, from: { id: 'x' } });
    }
    expect(kindsOf(await citizen.sees()).filter(Boolean)).toEqual(['greeting']);
  });

  it('plays the whole talk: answer, person, case number, agent, closed, bot again', async () => {
    const centre = await startCentre();
    const citizen = await centre.citizen(language);
    const agent = await centre.agent('sara', ['TRA']);
    const question =
      { sv: 'lampan på gatan utanför oss är trasig', en: 'the street light outside our house is broken' }[language] ??
      '';
    expect(kindsOf(await citizen.says(question))).toEqual(['answer', 'feedback']);
    const handover = await citizen.says(say(language, 'feedback.person'));
    expect(kindsOf(handover)).toEqual(['handover', 'case']);
    expect(handover[0]?.channelData?.reply).toMatchObject({ state: 'waiting', position: 1 });

    const { body } = await agent.get('/api/handovers?state=waiting');
    expect(body.items).toEqual([expect.objectContaining({ group: 'TRA', category: 'UTE-BEL', language, position: 1 })]);
    const id = body.items[0]?.id;
    expect((await agent.post(`/api/handovers/${id}/claim`)).status).toBe(200);
    expect((await agent.post(`/api/handovers/${id}/messages`, { text: 'Vilken gata gäller det?' })).status).toBe(201);
    expect(last(await citizen.sees())).toMatchObject({
      text: 'Vilken gata gäller det?',
      locale: 'sv',
      from: { name: 'sara Svarsson' },
    });

    expect(await citizen.says('Storgatan 5')).toEqual([]);
    const seen = await agent.get(`/api/handovers/${id}`);
    expect(JSON.stringify(seen.body)).toContain('Storgatan 5');

    const closing = { resolution: 'answered', category: 'UTE-BEL', text: 'Tack, den lagas.' };
    expect((await agent.post(`/api/handovers/${id}/close`, closing)).status).toBe(200);
    const shown = await citizen.sees();
    expect(kindsOf(shown).slice(-3)).toEqual(['agent', 'handover', 'survey']);
    expect(shown.at(-2)?.channelData?.reply).toMatchObject({ state: 'closed' });
    expect(kindsOf(await citizen.says(question))).toEqual(['answer', 'feedback']);

    const { body: found } = await agent.get(`/api/cases/${body.items[0]?.caseNumber}`);
    expect(found).toMatchObject({ status: 'closed', resolution: 'answered', category: 'UTE-BEL' });
    expect(JSON.stringify(found)).toContain('Storgatan 5');
  });
});

describe('a page in a language that is not served yet', () => {
  it.each([
    ['ru-RU', 'en'],
    ['nb-NO', 'sv'],
    ['', 'sv'],
  ])('asks for %s and is greeted in %s', async (locale, language) => {
    const citizen = await (await startCentre()).citizen(locale);
    expect((await citizen.sees())[0]?.locale).toBe(language);
  });

  it('is asked which language to use when the first word does not tell; a page that has one is not', async () => {
    const centre = await startCentre();
    const [stranger, reader] = [await centre.citizen('ru-RU'), await centre.citizen('sv')];
    const [question] = await stranger.says('ciao');
    expect(question?.channelData?.reply).toMatchObject({ kind: 'question', form: 'language' });
    expect(kindsOf(await stranger.says('ciao'))).toEqual(['unknown']);
    expect(kindsOf(await reader.says('ciao'))).toEqual(['unknown']);
  });

  it('shows what we say in other languages as written in them', async () => {
    const citizen = await (await startCentre()).citizen('ru');
    const [own, english] = await citizen.says('Здравствуйте, где можно подать заявление на паспорт для моего сына?');
    expect(own).toMatchObject({ locale: 'ru', text: locales.notServed('ru') });
    expect(english).toMatchObject({ locale: 'en' });
  });
});

describe('while a person has the conversation (complaint 6)', () => {
  it('the bot is silent, but shows help in an emergency and lets the agent see the words the log does not keep', async () => {
    const centre = await startCentre();
    const [citizen, agent] = [await centre.citizen(), await centre.agent('sara', ['TRA'])];
    const id = await handedOver(citizen, agent);
    expect(await citizen.says('hur söker jag förskola')).toEqual([]);
    expect(kindsOf(await citizen.says('det brinner i trapphuset'))).toEqual(['emergency']);
    expect(JSON.stringify((await agent.get(`/api/handovers/${id}`)).body)).toContain('det brinner i trapphuset');
    const kept = (await citizen.sees()).filter(({ text }) => text.includes('brinner'));
    expect(kept.filter(({ from }) => from.id !== 'bot')).toEqual([]);
  });

  it('the citizen is told when a message is too long to be passed on, or held a personal number', async () => {
    const centre = await startCentre();
    const [citizen, agent] = [await centre.citizen(), await centre.agent('sara', ['TRA'])];
    const id = await handedOver(citizen, agent);
    expect(kindsOf(await citizen.says('x'.repeat(5000)))).toEqual(['invalid']);
    expect((await citizen.says('jag är 850101-1236'))[0]?.text).toBe(say('sv', 'notice.masked'));
    expect(JSON.stringify((await agent.get(`/api/handovers/${id}`)).body)).toContain('jag är ******-****');
  });

  it('the language can be changed, and asking for a person says who it is', async () => {
    const centre = await startCentre();
    const [citizen, agent] = [await centre.citizen(), await centre.agent('sara', ['TRA'])];
    await handedOver(citizen, agent);
    expect((await citizen.says('English'))[0]?.text).toBe(say('en', 'notice.language'));
    const [reply] = await citizen.says('person');
    expect(reply?.text).toContain('sara Svarsson');
  });
});

describe('the queue', () => {
  it('tells those behind that they have moved, and lets the citizen leave', async () => {
    const centre = await startCentre();
    const agent = await centre.agent('sara', ['VAX']);
    const citizens = [await centre.citizen(), await centre.citizen(), await centre.citizen()];
    for (const citizen of citizens) await citizen.says(say('sv', 'feedback.person'));
    const [first, second, third] = citizens;
    await agent.post(`/api/handovers/${await firstWaiting(agent)}/claim`);
    await third?.seesAt({ state: 'waiting', position: 2 });
    const left = await second?.says(say('sv', 'handover.leave'));
    expect(left?.[0]?.channelData?.reply).toMatchObject({ state: 'closed' });
    await third?.seesAt({ state: 'waiting', position: 1 });
    expect(last((await first?.sees()) ?? [])?.channelData?.reply).toMatchObject({ state: 'accepted' });
  });

  it('of two agents who press at once, one gets the conversation', async () => {
    const centre = await startCentre();
    const agents = [await centre.agent('sara', ['VAX']), await centre.agent('omar', ['VAX'])];
    const citizen = await centre.citizen();
    await citizen.says(say('sv', 'feedback.person'));
    const id = await firstWaiting(agents[0] as TestAgent);
    const answers = await Promise.all(agents.map((agent) => agent.post(`/api/handovers/${id}/claim`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(kindsOf(await citizen.sees()).filter((kind) => kind === 'handover')).toHaveLength(2);
  });
});

describe('what is written', () => {
  it('twice with the same id is answered once', async () => {
    const citizen = await (await startCentre()).citizen();
    const activity = {
      type: 'message',
      text: 'hur skaffar jag lånekort',
      from: { id: 'x' },
      channelData: { clientActivityID: 'same' },
    };
    const ids = [];
    for (let time = 0; time < 3; time += 1)
      ids.push(((await (await citizen.sends(activity)).json()) as { id: string }).id);
    expect(new Set(ids).size).toBe(1);
    await citizen.says('tack');
    expect(kindsOf(await citizen.sees()).filter((kind) => kind === 'answer')).toHaveLength(1);
  });

  it('is answered in the order it was written', async () => {
    const citizen = await (await startCentre()).citizen();
    await Promise.all(
      ['hej', 'hjälp', 'tack'].map((text) => citizen.sends({ type: 'message', text, from: { id: 'x' } })),
    );
    await citizen.says('hej då');
    const shown = await citizen.sees();
    const asked = shown.filter(({ from }) => from.id !== 'bot').map(({ id }) => id);
    const answered = shown.filter(({ replyToId }) => replyToId).map(({ replyToId }) => replyToId);
    expect(answered).toEqual(asked);
  });

  it('with a personal number is masked in the chat and nowhere in the log', async () => {
    const centre = await startCentre();
    const citizen = await centre.citizen();
    const replies = await citizen.says('jag är 850101-1236, hur söker jag boendeparkering');
    expect(last(replies)?.text).toBe(say('sv', 'notice.masked'));
    expect(JSON.stringify(await citizen.sees())).not.toContain('850101');
    expect(centre.logged.join('')).not.toContain('850101');
    expect(centre.logged.join('')).not.toContain('boendeparkering');
  });

  it('about danger gets 112 first, no question, and the words are not kept', async () => {
    const centre = await startCentre();
    const citizen = await centre.citizen();
    const replies = await citizen.says('min man slår mig');
    expect(kindsOf(replies)).toEqual(['emergency']);
    expect(replies[0]?.text).toMatch(/112.*020-50 50 50/s);
    expect(replies[0]?.text.split('\n')[0]).not.toContain('?\n');
    expect(JSON.stringify(await citizen.sees())).not.toContain('slår mig');
  });

  it('about danger is answered in the language of the cry, whatever the page speaks', async () => {
    const citizen = await (await startCentre()).citizen('sv');
    expect((await citizen.says('please help, my husband is hitting me'))[0]).toMatchObject({ locale: 'en' });
    expect((await citizen.says('jag vill dö'))[0]).toMatchObject({ locale: 'sv' });
  });

  it('too long gets a polite sentence, and the conversation goes on', async () => {
    const citizen = await (await startCentre()).citizen();
    const [reply] = await citizen.says('x'.repeat(100_000));
    expect(reply?.channelData?.reply?.kind).toBe('invalid');
    expect(kindsOf(await citizen.says('hur skaffar jag lånekort'))).toEqual(['answer', 'feedback']);
  });

  it.each([
    ['<img src=x onerror=alert(1)><script>alert(1)</script>'],
    ['**[klicka](javascript:alert(1))**'],
    ['\u202egnirts desrever \u200b\u200b\u200b'],
    ['{"$where": "sleep(1000)"}'],
    ['{{constructor}} $t(greeting.hello) %s'],
  ])('as an attack is only text: %s', async (text) => {
    const citizen = await (await startCentre()).citizen();
    const [reply] = await citizen.says(text, { value: { $where: '1', 'a.b': { $gt: '' } } });
    expect(['unknown', 'choose', 'answer']).toContain(reply?.channelData?.reply?.kind);
    expect(reply?.text).not.toContain('alert');
  });
});

describe('an error of ours', () => {
  it('ends in an apology and the offer of a person, and the next message is answered', async () => {
    let broken = true;
    const centre = await startCentre({
      now: () => {
        if (broken && new Error().stack?.includes('availability')) throw new Error('clock');
        return new Date();
      },
    });
    const citizen = await centre.citizen();
    const replies = await citizen.says(say('sv', 'feedback.person'));
    expect(kindsOf(replies)).toEqual(['apology', 'handover']);
    broken = false;
    expect(kindsOf(await citizen.says('hur skaffar jag lånekort'))).toEqual(['answer', 'feedback']);
  });
});

describe('an error of ours in a form', () => {
  /** A form at its summary, in a centre that cannot register anything while it is broken. */
  async function atSummary() {
    const state = { broken: true };
    const centre = await startCentre({
      now: () => {
        if (state.broken && new Error().stack?.includes('openSome')) throw new Error('clock');
        return new Date();
      },
    });
    const citizen = await centre.citizen();
    await citizen.says('gatlampan på Storgatan 5 i Bromma är trasig, ring 070-174 06 05');
    await citizen.says(say('sv', 'form.option.yesNo.no'));
    expect(kindsOf(await citizen.says(say('sv', 'form.step.skip')))).toEqual(['summary']);
    return { citizen, state };
  }
  const send = say('sv', 'form.summary.send');

  it('keeps what was answered: the citizen goes on, and nothing is asked twice', async () => {
    const { citizen, state } = await atSummary();
    const [sorry, person] = await citizen.says(send);
    expect(sorry?.text).toBe(say('sv', 'notice.apology'));
    expect(person?.suggestedActions?.actions.map(({ title }) => title)).toEqual([
      say('sv', 'handover.offerYes'),
      say('sv', 'form.step.goOn'),
    ]);
    state.broken = false;
    const [summary] = await citizen.says(say('sv', 'form.step.goOn'));
    expect(summary?.text).toContain('070-174 06 05');
    expect(kindsOf(await citizen.says(send))).toEqual(['case']);
  });

  it('at the same question a second time leaves the form, and says that nothing was sent', async () => {
    const { citizen } = await atSummary();
    await citizen.says(send);
    const [sorry, person] = await citizen.says(send);
    expect(sorry?.text).toBe(say('sv', 'notice.apologyForm'));
    expect(person?.channelData?.reply).toMatchObject({ kind: 'handover', state: 'offered' });
    expect(kindsOf(await citizen.says('hur skaffar jag lånekort'))).toEqual(['answer', 'feedback']);
  });
});

describe('a citizen who wants to be told when there is an answer', () => {
  it('leaves an address with the question only: no transcript, no editor and no log has it', async () => {
    const centre = await startCentre({ env: { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'kontakt@example.org' } });
    const [citizen, agent] = [await centre.citizen(), await centre.agent('sara', ['VAX'])];
    const editor = await centre.agent('elin', [], { roles: ['editor'] });
    await citizen.says('kvantfluktuationer i blomkål');
    await citizen.says('blomkål med fluktuationer');
    expect((await citizen.says(say('sv', 'tell.offer')))[0]?.text).toBe(say('sv', 'tell.ask'));
    expect((await citizen.says('anna.andersson@exempel.se'))[0]?.text).toBe(say('sv', 'tell.kept'));
    await citizen.says('prata med en människa');
    const handover = await agent.get(`/api/handovers/${await firstWaiting(agent)}`);
    expect(JSON.stringify(handover.body)).toContain('blomkål med fluktuationer');
    const { body: clusters } = await editor.get('/api/unanswered');
    const questions = await Promise.all(clusters.items.map(({ id }) => editor.get(`/api/unanswered/${id}`)));
    expect(JSON.stringify(questions)).toContain('blomkål med fluktuationer');
    const everywhere = [handover.body, questions, await citizen.sees(), centre.logged];
    expect(JSON.stringify(everywhere)).not.toContain('anna.andersson');
  });
});

describe('files', () => {
  it('that a crash left behind are swept away at the next start', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'kontaktcenter-'));
    const left = join(dataDir, 'files', 'f'.repeat(64));
    mkdirSync(join(dataDir, 'files'));
    writeFileSync(left, 'left');
    utimesSync(left, new Date(0), new Date(0));
    const centre = await startCentre({ env: { DATA_DIR: dataDir } });
    expect(existsSync(left)).toBe(false);
    await centre.close();
    rmSync(dataDir, { recursive: true });
  });

  it('are refused in the language the conversation has changed to', async () => {
    const centre = await startCentre();
    const { conversationId, token, says } = await centre.citizen('sv');
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'image/jpeg',
      'content-disposition': 'name="file"; filename="a.jpg"',
    };
    const path = `${centre.url}/v3/directline/conversations/${conversationId}/upload`;
    const told = async () => (await fetch(path, { method: 'POST', headers, body: 'PK' })).json();
    const refusal = (language: string) => say(language, 'file.kind', { name: 'a.jpg' });
    expect(await told()).toEqual({ error: { code: 'UnsupportedMediaType', message: refusal('sv') } });
    await says('English');
    expect(await told()).toEqual({ error: { code: 'UnsupportedMediaType', message: refusal('en') } });
  });
});
