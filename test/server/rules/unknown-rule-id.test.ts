import { expect, test } from 'vitest';
import { checkDiagnostics, checkFix, fixTitles } from '../../support/check';

const rule = 'unknown-rule-id';

test('an id that no rule has', async () => {
  await checkDiagnostics(
    rule,
    `
    # cascade-disable-next-line unknown-object-kind, unknown-objekt-kind -- because nope
    #                                                ^^^^^^^^^^^^^^^^^^^ warning unknown-rule-id: Did you mean 'unknown-object-kind'?
    kind: Object
    spec:
      kind: CoreStandardGroup # cascade-disable-next-line zzz
      #                                                   ^^^ warning unknown-rule-id: there is no rule 'zzz'.
      data: [] # cascade-disable-next-line
      #        ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unknown-rule-id: This comment silences nothing: name the rules
      # cascade-disable-next-line -- because
    # ^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning unknown-rule-id: name the rules behind it
      # cascade-disable-next-lines are for others
    #- /notes.yml
    a: b # cascade-disable-next-line nope
    `,
  );
});

test('a colon behind the keyword is taken as other tools take it', async () => {
  await checkDiagnostics(
    [rule, 'unknown-object-kind'],
    `
    kind: Object
    spec:
      # cascade-disable-next-line: unknown-object-kind, nope
      #                                                 ^^^^ warning unknown-rule-id: there is no rule 'nope'.
      kind: CoreStandardGrup
      data: []
    `,
  );
});

test('the fix takes the nearest id', async () => {
  const file = (id: string) => `
    # cascade-disable-next-line ${id}
    kind: Object
    `;
  await checkFix(rule, file('duplicate-keys'), file('duplicate-key'));
});

test('this rule is offered only where nothing else is nearer', async () => {
  const titles = (id: string): Promise<string[]> =>
    fixTitles(rule, `\n    # cascade-disable-next-line ${id}\n    kind: Object\n    `);
  expect(await titles('unknown-action-id')).not.toContain("Change to 'unknown-rule-id'");
  expect(await titles('unknown-rule-ids')).toContain("Change to 'unknown-rule-id'");
});
