import mongoose from 'mongoose';

/** Something MongoDB may do that the embedded store does not: said aloud, never approximated. */
export class StoreRefusal extends Error {
  override readonly name = 'StoreRefusal';
}

/** A data folder that cannot be used. The message names the variable, the fault and an example. */
export class FolderFault extends Error {
  constructor(fault: string) {
    super(`DATA_DIR: ${fault}. Example: DATA_DIR=./data`);
  }
}

export function refused(what: string, where: string): StoreRefusal {
  return new StoreRefusal(`the embedded store does not support ${what} (in ${where})`);
}

/** Gives an object every method of the driver's that it lacks; called, it says so instead of being undefined. */
export function refuseRest(own: object, driver: object, where: string | ((self: never) => string)): void {
  for (const [method, { value }] of Object.entries(Object.getOwnPropertyDescriptors(driver))) {
    if (typeof value !== 'function' || method in own) continue;
    Object.defineProperty(own, method, {
      value(this: never) {
        throw refused(`${method}()`, typeof where === 'string' ? where : where(this));
      },
    });
  }
}

/** An error as the MongoDB driver gives it, so that `instanceof` and `code` hold on both engines. */
export function serverError(code: number, message: string, more: Record<string, unknown> = {}): Error {
  return new mongoose.mongo.MongoServerError({ message, errmsg: message, code, ...more });
}
