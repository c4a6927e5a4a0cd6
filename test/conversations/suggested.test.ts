import { closeCentres, startCentre } from '../support/start-centre.js';

afterEach(closeCentres);

describe('what is suggested to the agent', () => {
  it.each([
    [
      'sv',
      'hur söker jag plats i förskolan',
      'jag skulle vilja få prata med en riktig människa i stället för en dator',
    ],
    ['ar', 'كيف اسجل طفلي في الروضة', 'لو سمحتم اريد ان احكي مع موظف حقيقي'],
  ])('is about the matter, and not about the wish for a person put into words (%s)', async (language, matter, wish) => {
    const centre = await startCentre();
    const agent = await centre.agent('anna', ['VAX', 'FSK']);
    const citizen = await centre.citizen(language);
    await citizen.says(matter);
    await citizen.says(wish);
    if ((await agent.get('/api/handovers?state=waiting')).body.items.length === 0) await citizen.says('1');
    const [item] = (await agent.get('/api/handovers?state=waiting')).body.items;
    await agent.post(`/api/handovers/${item?.id}/claim`);
    const { body } = await agent.get(`/api/handovers/${item?.id}/suggestions`);
    expect(body).toMatchObject({ question: matter });
  });
});
