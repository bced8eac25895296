import { expect, test } from 'vitest';
import { checkCompletionEdit, completionAt } from '../../support/checkCompletion';

const file = (text: string): string => `#- /objects/a.json\n${text}\n`;
const rule = (body: string): string =>
  file(`{"kind": "Object", "spec": {"kind": "CoreNodeTriggerRule", "data": [{${body}}]}}`);

test('keys are quoted', async () => {
  await checkCompletionEdit(rule('$0'), 'name', rule('"name": '));
  await checkCompletionEdit(rule('"name": "a", mut$0'), 'mutation_action', rule('"name": "a", "mutation_action": '));
  await checkCompletionEdit(rule('"na$0'), 'name', rule('"name": '));
  await checkCompletionEdit(rule('"na$0": 1'), 'name', rule('"name": 1'));
});

test('texts are quoted, what is no text is not', async () => {
  await checkCompletionEdit(rule('"mutation_action": $0'), 'updated', rule('"mutation_action": "updated"'));
  await checkCompletionEdit(rule('"mutation_action": "up$0"'), 'updated', rule('"mutation_action": "updated"'));
  await checkCompletionEdit(rule('"active": $0'), 'false', rule('"active": false'));
});

test('nothing that only YAML can hold', async () => {
  for (const source of [file('$0'), file('{"kind": "Object"}\n$0'), file('ki$0')]) {
    expect((await completionAt(source)).result.items).toEqual([]);
  }
  const { result } = await completionAt(rule('$0'));
  expect(result.items.filter(({ kind, isSnippet }) => kind === 'snippet' || isSnippet)).toEqual([]);
});
