import { InfrahubError } from '../../../server/src/infrahub/infrahubError';
import { objectsOf } from '../../../server/src/infrahub/operations/objects';
import { plainText } from '../../../server/src/infrahub/plainText';
import { maxObjects, type ObjectsAnswer, type ObjectsParams } from '../../../server/src/protocol/objects';
import type { Access } from '../connection/access';
import { serverKey } from '../connection/servers';
import { failureOf } from '../views/failure';

export interface ObjectPagesOptions {
  readonly access: () => Promise<Access>;
  /** A sentence for the log. */
  readonly onFailure: (message: string) => void;
  /** Milliseconds. */
  readonly now: () => number;
  /** How long an answer may take, in milliseconds; the page is still read then, for the next question. */
  readonly patience?: number;
}

/** Pages of the objects of the server and branch in use, for completion. */
export interface ObjectPages {
  /** Never rejects, and never takes long; gives what is known, which is nothing where nothing may be asked. */
  find(params: ObjectsParams, signal: AbortSignal): Promise<ObjectsAnswer>;
  /** Servers, tokens, trust or the branch may have changed. */
  forget(): void;
}

/** Longer than anybody waits for a list: the first question of a kind is planned by the server (facts 6). */
const defaultPatience = 1000;
/** For the page that the next question will find, in milliseconds. */
const requestTimeout = 10_000;
/** What was read is used for so long, in milliseconds. */
const freshFor = 180_000;
/** A server that did not answer is left alone for so long, in milliseconds. */
const restAfterFailure = 30_000;
const maxPages = 50;

const nothing: ObjectsAnswer = { objects: [], isWhole: true };
/** Asked again, there may be something. */
const notYet: ObjectsAnswer = { objects: [], isWhole: false };

/** An answer of a server, with the question. */
interface Page extends ObjectsAnswer {
  readonly where: string;
  readonly kind: string;
  readonly text: string;
  readonly readAt: number;
}

/** A page that is being read. */
interface Flight {
  readonly params: ObjectsParams;
  readonly control: AbortController;
  readonly answer: Promise<ObjectsAnswer>;
  waiting: number;
}

export function createObjectPages({
  access,
  onFailure,
  now,
  patience = defaultPatience,
}: ObjectPagesOptions): ObjectPages {
  /** Oldest first. */
  let pages: readonly Page[] = [];
  let flight: Flight | undefined;
  let restsUntil = -Infinity;

  /** The page itself, or one of whole lists that holds everything it would. */
  function known(where: string, { kind, text }: ObjectsParams): Page | undefined {
    return pages.findLast(
      (page) =>
        page.where === where &&
        page.kind === kind &&
        now() - page.readAt < freshFor &&
        (page.text === text || (page.isWhole && text.includes(page.text))),
    );
  }

  async function read(params: ObjectsParams, signal: AbortSignal): Promise<ObjectsAnswer> {
    const way = await access();
    if (way.kind !== 'open') return nothing;
    const where = JSON.stringify([serverKey(way.server), way.branch.name]);
    const page = known(where, params);
    if (page) return page;
    const { kind, text } = params;
    const operation = objectsOf(kind, text !== '');
    if (!operation || now() < restsUntil) return nothing;
    const call = { branch: way.branch.name, signal, timeout: requestTimeout };
    const wish = { limit: maxObjects, ...(text !== '' && { text }) };
    const keep = (answer: ObjectsAnswer): ObjectsAnswer => {
      if (!signal.aborted) pages = [...pages, { ...answer, where, kind, text, readAt: now() }].slice(-maxPages);
      return answer;
    };
    try {
      const { count, items } = await way.transport.run(operation, wish, call);
      const objects = items.map(({ label, ...object }) => ({ ...object, label: plainText(label) || object.id }));
      return keep({ objects, isWhole: count <= items.length });
    } catch (error) {
      // The branch may lack the kind: the same question gets the same refusal.
      if (error instanceof InfrahubError && error.problem.kind === 'graphql') return keep(nothing);
      throw error;
    }
  }

  async function failSafe(params: ObjectsParams, signal: AbortSignal): Promise<ObjectsAnswer> {
    try {
      return await read(params, signal);
    } catch (error) {
      if (signal.aborted) return nothing;
      restsUntil = now() + restAfterFailure;
      onFailure(plainText(failureOf(error).message));
      return nothing;
    }
  }

  function giveUp(given: Flight | undefined): void {
    given?.control.abort();
    if (flight === given) flight = undefined;
  }

  /** One at a time: what nobody asks for any more is given up. */
  function fly(params: ObjectsParams): Flight {
    if (flight && flight.params.kind === params.kind && flight.params.text === params.text) return flight;
    giveUp(flight);
    const control = new AbortController();
    const begun: Flight = { params, control, waiting: 0, answer: failSafe(params, control.signal) };
    flight = begun;
    void begun.answer.finally(() => {
      if (flight === begun) flight = undefined;
    });
    return begun;
  }

  return {
    find(params, signal) {
      if (signal.aborted) return Promise.resolve(nothing);
      const joined = fly(params);
      joined.waiting++;
      return new Promise((resolve) => {
        let waits = true;
        const end = (answer: ObjectsAnswer): void => {
          if (!waits) return;
          waits = false;
          joined.waiting--;
          clearTimeout(timer);
          signal.removeEventListener('abort', cancel);
          resolve(answer);
        };
        const cancel = (): void => {
          end(nothing);
          if (joined.waiting === 0) giveUp(joined);
        };
        const timer = setTimeout(() => end(notYet), patience);
        signal.addEventListener('abort', cancel, { once: true });
        void joined.answer.then(end);
      });
    },

    forget() {
      giveUp(flight);
      pages = [];
      restsUntil = -Infinity;
    },
  };
}
