import type { CompletionItem, CompletionRequest, CompletionResult, WantedObjects } from './completion';
import { cursorContexts, type CursorContext } from './cursor';
import type { CompletionProvider, Suggestion } from './provider';
import { render } from './render';
import { objectPlace, type ObjectPlace } from './serverObjects';

/** Longer lists are cut: nobody reads them, and the client asks again as the user types. */
const maxItems = 500;
/** What a provider may give before it is stopped. */
const maxSuggestions = 20_000;

export type Complete = (request: CompletionRequest) => CompletionResult;

/**
 * Makes the function that gives the items for a position; it never throws. `onBug` gets what a provider threw, once
 * per provider; the others still answer.
 */
export function createCompletion(
  providers: readonly CompletionProvider[],
  onBug: (provider: string, error: unknown) => void,
): Complete {
  const known = new Set<string>();
  const report = (provider: string, error: unknown): void => {
    if (known.has(provider)) return;
    known.add(provider);
    onBug(provider, error);
  };
  return (request) => complete(request, providers, report);
}

function complete(
  request: CompletionRequest,
  providers: readonly CompletionProvider[],
  onBug: (provider: string, error: unknown) => void,
): CompletionResult {
  let contexts: readonly CursorContext[] = [];
  try {
    contexts = cursorContexts(request);
  } catch (error) {
    onBug('cursor', error);
  }
  const found = contexts.flatMap((context) =>
    providers
      .flatMap((provider) => suggestionsOf(provider, context, onBug))
      .map((suggestion) => ({ context, suggestion })),
  );
  const wanted =
    found.length > maxItems
      ? found.filter(({ context, suggestion }) => matches(suggestion, context.edit.prefix.trim()))
      : found;
  const items: CompletionItem[] = [];
  const seen = new Set<string>();
  for (const { context, suggestion } of wanted) {
    if (items.length >= maxItems) break;
    const item = render(context, suggestion, items.length);
    const identity = item && `${item.label}\n${item.edit.newText}`;
    if (!item || identity === undefined || seen.has(identity)) continue;
    seen.add(identity);
    items.push(item);
  }
  const place = placeOf(contexts, onBug);
  const isIncomplete = found.length > maxItems || place === 'unclear';
  return { items, isIncomplete, ...(typeof place === 'object' && { objects: wantedObjects(place, items) }) };
}

/** The objects that are named here, with the context that says so. */
function placeOf(
  contexts: readonly CursorContext[],
  onBug: (provider: string, error: unknown) => void,
): { readonly context: CursorContext; readonly place: ObjectPlace } | 'unclear' | undefined {
  try {
    for (const context of contexts) {
      const place = objectPlace(context);
      if (place !== undefined) return place === 'unclear' ? place : { context, place };
    }
  } catch (error) {
    onBug('serverObjects', error);
  }
  return undefined;
}

/** The question for the objects of a place; what is among the items already is not offered once more. */
function wantedObjects(
  { context, place }: { readonly context: CursorContext; readonly place: ObjectPlace },
  items: readonly CompletionItem[],
): WantedObjects {
  const { kind, text, suggest } = place;
  return {
    kind,
    text,
    items(objects) {
      const seen = new Set(items.map(({ edit }) => edit.newText));
      const added: CompletionItem[] = [];
      for (const suggestion of suggest(objects)) {
        if (items.length + added.length >= maxItems) break;
        const item = render(context, suggestion, items.length + added.length);
        if (!item || seen.has(item.edit.newText)) continue;
        seen.add(item.edit.newText);
        added.push(item);
      }
      return added;
    },
  };
}

function suggestionsOf(
  provider: CompletionProvider,
  context: CursorContext,
  onBug: (provider: string, error: unknown) => void,
): Suggestion[] {
  const found: Suggestion[] = [];
  try {
    if (!provider.applies(context)) return [];
    for (const suggestion of provider.items(context)) {
      if (found.length >= maxSuggestions) break;
      found.push(suggestion);
    }
    return found;
  } catch (error) {
    onBug(provider.id, error);
    return [];
  }
}

/** As editors do: the letters of the prefix in order, in any case. */
function matches({ label, insert }: Suggestion, prefix: string): boolean {
  const text = (insert.type === 'text' ? insert.text : label).toLowerCase();
  let at = 0;
  for (const letter of prefix.toLowerCase()) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
