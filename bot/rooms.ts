import { join } from 'node:path';
import type { Connection } from 'mongoose';
import { categoriesInUse } from '../cases/categories-in-use.js';
import { createRegistry, type Registry } from '../cases/registry.js';
import { upgradeCases } from '../cases/upgrade.js';
import { type City, CityFault, loadCity } from '../city/index.js';
import { type Sighting, signsOfEmergency } from '../dialogs/emergency-signs.js';
import { createUnanswered, type Unanswered } from '../editorial/unanswered.js';
import { type Agents, createAgents } from '../handover/agents.js';
import { createDesk, type Desk } from '../handover/desk.js';
import { type Locales, loadLocales } from '../locales/index.js';
import { type ActivityLog, createActivityLog, type LogEntry } from '../store/activity-log.js';
import { type Conversations, createConversations } from '../store/conversations.js';
import { type Bus, createBus, openStore, type Store } from '../store/index.js';
import { ROOT } from './config.js';
import type { Parts } from './parts.js';

/** The rooms that know neither the knowledge nor the web: the city, its sentences, and the records with their rules. */
export interface Rooms extends Parts {
  city: City;
  locales: Locales;
  store: Store;
  db: Connection;
  bus: Bus;
  activities: ActivityLog;
  conversations: Conversations;
  registry: Registry;
  agents: Agents;
  desk: Desk;
  unanswered: Unanswered;
  /** What tells of an emergency in a text. */
  signs(text: string): Sighting | undefined;
  /** Stands in the log for words that are not kept. */
  placeholder: string;
}

/** `onRedact` is told of the activities whose words are about to go. */
export async function openRooms(parts: Parts, onRedact: (entries: LogEntry[]) => Promise<void>): Promise<Rooms> {
  const { config, log, now, newId, random } = parts;
  const city = loadCity(config.cityDir);
  const locales = loadLocales(join(ROOT, 'locales'));
  const store = await openStore({ dataDir: config.dataDir, mongodbUri: config.mongodbUri, log });
  const db = store.connection;
  await upgradeCases(db, now);
  await refuseRemovedCategories(store, config.cityDir, city);
  const bus = createBus((error) => log.error({ error }, 'a listener failed'));
  const activities = createActivityLog({ connection: db, bus, now, onRedact });
  const registry = createRegistry({ db, bus, city, languages: codesOf(locales), now, newId, random });
  const agents = createAgents({ db, now, newId, random });

  return {
    ...parts,
    city,
    locales,
    store,
    db,
    bus,
    activities,
    conversations: createConversations(db),
    registry,
    agents,
    desk: createDesk({ db, registry, agents, city, now, newId, bus, log: activities }),
    unanswered: createUnanswered({ db, bus, now }),
    signs: signsOfEmergency(
      locales.live.map((language) => ({ language, signs: locales.file(language, 'emergency-signs') })),
    ),
    placeholder: locales.say('sv', 'emergency.placeholder'),
  };
}

/** Those a citizen may ask to be answered in. */
const codesOf = ({ languages }: Locales) => languages.map(({ code }) => code);

/** A category may go only with its cases: nobody would be competent for them, and their walls would be gone. */
async function refuseRemovedCategories(store: Store, cityDir: string, { categories }: City): Promise<void> {
  const removed = (await categoriesInUse(store.connection)).find((category) => !categories[category]);
  if (removed === undefined) return;
  await store.close();
  const file = join(cityDir, 'categories.yaml');
  throw new CityFault(`${file}: ${removed} is missing, but cases have it; put it back as long as they are there`);
}
