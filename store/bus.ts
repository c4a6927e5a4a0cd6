/** Says only that something changed; whoever cares reads what it is now. */
export interface Event {
  what: string;
  id: string;
}
export interface Bus {
  publish(event: Event): void;
  /** Gives back how to stop listening. */
  subscribe(listener: (event: Event) => void): () => void;
}

/** Within one process. A listener's error neither reaches the publisher nor keeps the others from hearing. */
export function createBus(onError: (error: unknown) => void = () => undefined): Bus {
  const listeners = new Set<(event: Event) => void>();
  return {
    publish(event) {
      for (const listener of [...listeners]) {
        try {
          listener(event);
        } catch (error) {
          onError(error);
        }
      }
    },
    subscribe(listener) {
      const own = (event: Event) => listener(event);
      listeners.add(own);
      return () => listeners.delete(own);
    },
  };
}
