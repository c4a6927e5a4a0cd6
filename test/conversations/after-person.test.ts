import { startMailServer, textOf } from '../support/mail-server.js';
import {
  buttonsOf,
  closeCentres,
  kindsOf,
  replyOf,
  type Shown,
  startCentre,
  type TestAgent,
  type TestCentre,
  type TestCitizen,
} from '../support/start-centre.js';
import { locales } from '../support/talk-to.js';
import { until } from '../support/until.js';

const WORDS = {
  sv: { person: 'prata med en människa', yes: 'ja', no: 'nej', save: 'spara samtalet', status: 'status' },
  en: { person: 'talk to a person', yes: 'yes', no: 'no', save: 'save the conversation', status: 'status' },
} as const;

afterEach(closeCentres);

type CaseBody = { timeline: { what: string; data: Record<string, unknown> }[]; status: string };

describe.each(['sv', 'en'] as const)('after a person (%s)', (language) => {
  const words = WORDS[language];
  const say = (key: string, values?: Record<string, unknown>) => locales.say(language, key, values);
  let centre: TestCentre;
  let agent: TestAgent;
  let citizen: TestCitizen;
  let number: string;

  async function open(env: Record<string, string> = {}, minutes?: () => Date) {
    centre = await startCentre({ env, ...(minutes && { now: minutes }) });
    agent = await centre.agent('anna', ['VAX']);
    citizen = await centre.citizen(language);
  }

  /** From the wish for a person to the claim; the path of the handover. */
  async function claimed(): Promise<string> {
    const [item] = (await agent.get('/api/handovers?state=waiting')).body.items;
    await agent.post(`/api/handovers/${item?.id}/claim`);
    number = String(item?.caseNumber);
    return `/api/handovers/${item?.id}`;
  }

  async function talked(resolution = 'answered'): Promise<void> {
    await citizen.says(words.person);
    const path = await claimed();
    await agent.post(`${path}/messages`, { text: 'Hej!' });
    await agent.post(`${path}/close`, { resolution, category: 'ALL-OVR' });
  }

  const timeline = async () =>
    ((await agent.get(`/api/cases/${number}`)).body as unknown as CaseBody).timeline.filter(
      ({ what }) => what === 'survey',
    );
  const lastSeen = async () => (await citizen.sees()).at(-1);

  // Row 25: once, and with a way on.
  it('asks whether they got their answer, and keeps the first word of it (complaint 25)', async () => {
    await open();
    await talked();
    const asked = await lastSeen();
    expect(replyOf(asked)).toMatchObject({ kind: 'survey', caseNumber: number });
    expect(buttonsOf(asked)).toEqual([
      say('survey.yes'),
      say('survey.partly'),
      say('survey.no'),
      say('transcript.save'),
    ]);
    expect((await citizen.says(say('survey.yes'))).map(({ text }) => text)).toEqual([say('survey.glad')]);
    await citizen.says(say('survey.no'));
    expect((await timeline()).map(({ data }) => data)).toEqual([{ helped: 'yes' }]);
  });

  it.each(['yes', 'no'] as const)('takes a plain %s right after the closing as the answer', async (word) => {
    await open();
    await talked();
    expect(kindsOf(await citizen.says(words[word]))).toEqual(['survey']);
    expect((await timeline()).map(({ data }) => data)).toEqual([{ helped: word }]);
  });

  it('takes the number of each button, the last of which keeps the conversation', async () => {
    await open();
    await talked();
    const [kept] = await citizen.says('4');
    expect(kept?.text).toContain(say('transcript.file'));
    expect(await timeline()).toEqual([]);
  });

  it('takes a yes later on for what it is then, and the buttons still', async () => {
    await open();
    await talked();
    await citizen.says('när töms soporna?');
    expect(kindsOf(await citizen.says(words.yes))).not.toContain('survey');
    expect(kindsOf(await citizen.says(say('survey.partly')))).toEqual(['survey']);
    expect((await timeline()).map(({ data }) => data)).toEqual([{ helped: 'partly' }]);
  });

  // Rows 8 and 16: the same case, in the queue again, offered first to whoever had it.
  it('brings a person again for the same case, who is asked no second time (complaints 8, 16 and 17)', async () => {
    await open();
    await talked();
    const [sorry] = await citizen.says('3');
    expect(buttonsOf(sorry)).toEqual([say('survey.again'), say('survey.enough')]);
    const [again] = await citizen.says(say('survey.again'));
    expect(replyOf(again)).toMatchObject({ kind: 'handover', state: 'waiting', position: 1, caseNumber: number });
    const [item] = (await agent.get('/api/handovers?state=waiting')).body.items as unknown as { wanted: string }[];
    expect(item?.wanted).toBeTruthy();
    const path = await claimed();
    await citizen.says('It was about the other lamp');
    await agent.post(`${path}/close`, { resolution: 'answered', category: 'ALL-OVR' });
    await citizen.seesAt({ kind: 'handover', state: 'closed' });
    expect(kindsOf(await citizen.sees()).filter((kind) => kind === 'survey')).toHaveLength(2);
    expect(
      ((await agent.get(path)).body.transcript as unknown as { text: string }[]).map(({ text }) => text),
    ).toContain('It was about the other lamp');
  });

  // Row 1: nobody is promised who is not there.
  it('opens the case again when nobody is there, and puts nobody in an empty queue (complaint 1)', async () => {
    await open();
    await talked();
    await agent.put('/api/me/presence', { state: 'away' });
    await citizen.says(say('survey.no'));
    const said = await citizen.says(words.yes);
    expect(replyOf(said[0])).toMatchObject({ kind: 'handover', state: 'unavailable', caseNumber: number });
    expect(replyOf(said[1])).toMatchObject({ kind: 'question', form: 'reach' });
    expect(((await agent.get(`/api/cases/${number}`)).body as unknown as CaseBody).status).toBe('contested');
  });

  it('leaves it there when they want no more', async () => {
    await open();
    await talked();
    await citizen.says(say('survey.partly'));
    expect((await citizen.says(words.no)).map(({ text }) => text)).toEqual([say('survey.left', { number })]);
  });

  it('asks nobody who fell silent', async () => {
    await open();
    await talked('no-answer');
    expect(kindsOf(await citizen.sees())).not.toContain('survey');
  });

  describe('that the citizen leaves silent', () => {
    let ahead = 0;
    let path: string;
    /** The agent stays at the desk meanwhile. */
    const pass = async (minutes: number) => {
      ahead += minutes * 60_000;
      await agent.put('/api/me/presence', { state: 'free' });
      await agent.get(path);
    };
    beforeEach(async () => {
      ahead = 0;
      await open({}, () => new Date(Date.now() + ahead));
      await citizen.says(words.person);
      path = await claimed();
      await agent.post(`${path}/messages`, { text: 'Vilken lampa?' });
      await pass(16);
      await until(async () => buttonsOf(await lastSeen()).includes(say('handover.stillHere')));
    }, 30_000);

    it('asks first, and what they answer is no question to the robot', async () => {
      expect((await lastSeen())?.text).toContain(number);
      expect(await citizen.says(say('handover.stillHere'))).toEqual([]);
      await pass(11);
      await agent.post(`${path}/messages`, { text: 'Bra!' });
      expect((await agent.get(path)).body).toMatchObject({ state: 'accepted' });
      expect(kindsOf(await citizen.sees()).at(-1)).toBe('agent');
    });

    it('ends without asking how it was, and an answer that comes too late is met with a way back (complaint 25)', async () => {
      await pass(11);
      await citizen.seesAt({ kind: 'handover', state: 'closed' });
      expect(kindsOf(await citizen.sees())).not.toContain('survey');
      const [late] = await citizen.says(say('handover.stillHere'));
      expect(late?.text).toBe(say('survey.tooLate', { number }));
      expect(buttonsOf(late)).toEqual([say('survey.again'), say('survey.enough')]);
    }, 30_000);
  });

  // Row 18: at any time, and of this conversation alone.
  it('keeps the conversation as a file, also while a person writes, and only this one (complaint 18)', async () => {
    await open();
    const other = await centre.citizen(language);
    await other.says('a secret of somebody else');
    await citizen.says(words.person);
    const path = await claimed();
    await agent.post(`${path}/messages`, { text: 'Hej från kontaktcenter!' });
    await citizen.says(words.save);
    const offered = (await citizen.sees()).at(-1) as Shown & { attachments: { contentUrl: string; name: string }[] };
    const [file] = offered.attachments;
    const answer = await fetch(String(file?.contentUrl));
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    const text = await answer.text();
    for (const part of [
      say('transcript.head'),
      words.person,
      'Hej från kontaktcenter!',
      say('status.transcript.citizen'),
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/\b[0-9A-Z]{4}-[0-9A-Z]{4}\b|somebody else/);
    const stolen = String(file?.contentUrl).replace(citizen.conversationId, other.conversationId);
    expect((await fetch(stolen)).status).toBe(403);
    const byToken = (who: TestCitizen) =>
      fetch(`${centre.url}/v3/directline/conversations/${citizen.conversationId}/transcript`, {
        headers: { authorization: `Bearer ${who.token}` },
      });
    expect((await byToken(citizen)).status).toBe(200);
    expect((await byToken(other)).status).toBe(403);
  });

  it('mails the conversation up to the wish, and keeps no address in the log (complaint 18)', async () => {
    const mail = await startMailServer();
    await open({ SMTP_URL: mail.url, MAIL_FROM: 'kontakt@example.org' });
    await talked();
    const [offered] = await citizen.says(words.save);
    expect(buttonsOf(offered)).toEqual([say('transcript.byMail')]);
    const [asked] = await citizen.says(say('transcript.byMail'));
    expect(replyOf(asked)).toMatchObject({ kind: 'question', form: 'mail' });
    expect(asked?.text).toBe(say('transcript.ask'));
    expect((await citizen.says('somewhere'))[0]?.channelData?.reply).toMatchObject({ kind: 'invalid' });
    expect((await citizen.says('me@example.org')).map(({ text }) => text)).toEqual([say('transcript.mailed')]);
    const [letter] = await until(
      () => mail.letters,
      ({ length }) => length > 0,
    );
    expect(letter?.to).toEqual(['me@example.org']);
    expect(textOf(letter as never)).toContain('Hej!');
    expect(JSON.stringify(await citizen.sees())).not.toContain('me@example.org');
    await mail.close();
  });
});

describe('a conversation under strong secrecy', () => {
  it('is given as a file with a warning, and never mailed', async () => {
    const mail = await startMailServer();
    const centre = await startCentre({ env: { SMTP_URL: mail.url, MAIL_FROM: 'kontakt@example.org' } });
    const citizen = await centre.citizen('sv');
    await citizen.says('hur ansöker man om hemtjänst');
    const [offered] = await citizen.says('spara samtalet');
    expect(offered?.text).toContain(locales.say('sv', 'transcript.secretFile'));
    expect(buttonsOf(offered)).toEqual([]);
    await mail.close();
  });
});
