import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeCentres, startCentre } from '../support/start-centre.js';

const CITY = join(__dirname, '..', '..', 'city');

afterEach(closeCentres);

it('is refused by name while cases have it, and nothing is lost', async () => {
  const [dataDir, cityDir] = ['data-', 'city-'].map((name) => mkdtempSync(join(tmpdir(), name)));
  if (!dataDir || !cityDir) throw new Error('no folders');
  cpSync(CITY, cityDir, { recursive: true });
  const env = { DATA_DIR: dataDir, CITY_DIR: cityDir };
  const centre = await startCentre({ env });
  const citizen = await centre.citizen();
  await citizen.says('hur söker jag boendeparkering');
  await citizen.says('prata med en människa');
  await centre.close();

  const file = join(cityDir, 'categories.yaml');
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, whole.replace(/^PAR-BOE:.*$/m, ''));
  rmSync(join(cityDir, 'forms', 'boendeparkering.yaml'));
  await expect(startCentre({ env })).rejects.toThrow(/categories\.yaml: PAR-BOE is missing, but cases have it/);

  writeFileSync(file, whole);
  const again = await startCentre({ env });
  const chief = await again.agent('chef', [], { roles: ['supervisor'] });
  expect((await chief.get('/api/cases')).body.items).toMatchObject([{ category: 'PAR-BOE' }]);
  rmSync(cityDir, { recursive: true, force: true });
});
