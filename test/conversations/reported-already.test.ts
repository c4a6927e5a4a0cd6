import { closeCentres, type Shown, startCentre, type TestCitizen } from '../support/start-centre.js';
import { locales } from '../support/talk-to.js';

afterEach(closeCentres);

const STORY = {
  sv: 'gatlampan utanför Storgatan 5 i Bromma är trasig sedan i går, ring 070-174 06 05',
  en: 'the street light outside Storgatan 5 in Bromma has been out since yesterday, call 070-174 06 05',
} as const;

describe.each(['sv', 'en'] as const)('somebody else has reported it already (%s)', (language) => {
  const say = (key: string, values?: Record<string, unknown>) => locales.say(language, key, values);

  async function toldPlace(citizen: TestCitizen): Promise<Shown | undefined> {
    await citizen.says(STORY[language]);
    return (await citizen.says(say('form.option.yesNo.no'))).at(-1);
  }

  async function registered(citizen: TestCitizen): Promise<string> {
    await toldPlace(citizen);
    await citizen.says(say('form.step.skip'));
    return String((await citizen.says(say('form.summary.send')))[0]?.channelData?.reply?.caseNumber);
  }

  it('the citizen follows that report, is told when something happens, and never learns its number', async () => {
    const centre = await startCentre();
    const number = await registered(await centre.citizen(language));
    const [neighbour, agent] = [await centre.citizen(language), await centre.agent('sara', ['TRA'])];
    const offer = await toldPlace(neighbour);
    expect(offer?.text).toContain(say('form.known.title'));
    expect(offer?.text).toContain('Storgatan');
    const [follows] = await neighbour.says(say('form.known.follow'));
    expect(follows?.text).toBe(say('form.known.following'));
    await agent.post(`/api/cases/${number}/take`, {});
    await neighbour.seesAt({ kind: 'status' });
    const seen = await neighbour.sees();
    expect(seen.at(-1)?.text).toBe(say('status.followed', { status: say('open311.status.inProgress') }));
    expect(JSON.stringify(seen)).not.toContain(number);
    const { body } = await agent.get('/api/cases');
    expect(body.items).toHaveLength(1);
  });

  it('whoever reports the same twice in one conversation is shown how the first report stands', async () => {
    const citizen = await (await startCentre()).citizen(language);
    const number = await registered(citizen);
    await toldPlace(citizen);
    const [status] = await citizen.says(say('form.known.follow'));
    expect(status?.channelData?.reply).toMatchObject({ kind: 'status', caseNumber: number });
  });
});
