import type { Connection, Model, Schema } from 'mongoose';

/** The model of a schema on a connection: made once, however many parts ask for it. */
export function modelOf<T>(db: Connection, name: string, schema: Schema<T>): Model<T> {
  return (db.models[name] as Model<T> | undefined) ?? db.model<T>(name, schema);
}
