import { targetsPerPage, type TargetPage } from '../../../../server/src/infrahub/readCascade';

/** How pages of the targets of a generator are asked for. */
export interface PageWish {
  /** Pages of another question are read anew. */
  readonly question: string;
  /** How many pages are shown, at least one. */
  readonly wanted: number;
  /** Reads a page, from 0 on. */
  readonly ask: (page: number) => Promise<TargetPage>;
  /** Text that changes with the runs for the targets of a page. */
  readonly runsOf: (page: TargetPage) => string;
}

/**
 * The pages that a view shows of each generator, so that each read of it asks for two of them at the most, however many
 * there are: the first one, and one of the others, those with new runs before those that were read longest ago.
 */
export interface HeldPages {
  /** The pages of a generator, in order; those that were never read are read. Rejects as `ask` does. */
  read(generator: string, wish: PageWish): Promise<readonly TargetPage[]>;
  /** Lets everything be read anew. */
  clear(): void;
}

interface Held {
  readonly page: TargetPage;
  readonly runs: string;
  /** Of the read in which it was asked for. */
  readonly turn: number;
}

interface HeldGenerator {
  readonly question: string;
  readonly count: number;
  readonly further: ReadonlyMap<number, Held>;
}

export function createHeldPages(): HeldPages {
  let held = new Map<string, HeldGenerator>();
  let turn = 0;

  async function read(generator: string, { question, wanted, ask, runsOf }: PageWish): Promise<readonly TargetPage[]> {
    turn++;
    const first = await ask(0);
    const { count } = first;
    const before = held.get(generator);
    // What comes or goes moves others to other pages.
    const isSame = before?.question === question && before.count === count;
    const further = new Map(isSame ? before.further : []);
    const last = Math.min(wanted, Math.ceil(count / targetsPerPage));
    const shown = Array.from({ length: Math.max(0, last - 1) }, (_, index) => index + 1);
    for (const page of pagesToRead(shown, further, runsOf)) {
      const found = await ask(page);
      further.set(page, { page: found, runs: runsOf(found), turn });
    }
    const kept = new Map(shown.flatMap((page) => further.get(page) ?? []).map((each, index) => [index + 1, each]));
    held.set(generator, { question, count, further: kept });
    return [first, ...[...kept.values()].map(({ page }) => page)];
  }

  return {
    read,
    clear() {
      held = new Map();
    },
  };
}

function pagesToRead(
  shown: readonly number[],
  held: ReadonlyMap<number, Held>,
  runsOf: PageWish['runsOf'],
): readonly number[] {
  const unread = shown.filter((page) => !held.has(page));
  if (unread.length > 0) return unread;
  const isMoved = (page: number): boolean => {
    const found = held.get(page);
    return found !== undefined && runsOf(found.page) !== found.runs;
  };
  const byAge = shown.toSorted((one, other) => (held.get(one)?.turn ?? 0) - (held.get(other)?.turn ?? 0));
  return [byAge.find(isMoved) ?? byAge[0]].filter((page) => page !== undefined);
}
