import { type Connection, type Model, Schema } from 'mongoose';

interface Setting {
  _id: string;
  value: string;
}

const settingSchema = new Schema<Setting>(
  { _id: { type: String, required: true }, value: { type: String, required: true } },
  { versionKey: false, collection: 'settings' },
);

/**
 * A key that is made once and then stays: also for the next start, and the same for two processes that start together.
 */
export async function durableKey(
  connection: Connection,
  name: string,
  random: (bytes: number) => Buffer,
): Promise<Uint8Array> {
  const known = connection.models.Setting as Model<Setting> | undefined;
  const model = known ?? connection.model<Setting>('Setting', settingSchema);
  await model.updateOne({ _id: name }, { $setOnInsert: { value: random(32).toString('base64') } }, { upsert: true });
  const found = await model.findOne({ _id: name }).lean();
  if (!found) throw new Error(`the key ${name} could not be kept`);
  return Buffer.from(found.value, 'base64');
}
