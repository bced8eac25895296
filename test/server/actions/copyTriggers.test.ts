import { describe, expect, it } from 'vitest';
import type { CopiedTrigger } from '../../../server/src/protocol/triggers';
import { applyEdits } from '../../support/check';
import { openRepository } from '../../support/repository';

const head = '---\napiVersion: infrahub.app/v1\nkind: Object\nspec:\n';
const file = `${head}  kind: CoreGeneratorAction
  data:
    - name: run-pod
      generator: generate-pod
${head}  kind: CoreNodeTriggerRule
  data:
    # Starts the pods.
    - name: "trigger-pod" # kept
      branch_scope: other_branches
      node_kind: NetworkPod
      mutation_action: updated
      action: [run-pod]
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: checksum # kept too
            value_match: any
    - {name: other, node_kind: NetworkPod, mutation_action: updated, action: run-pod}
`;

const any = { kind: 'CoreNodeTriggerAttributeMatch', member: 'checksum', fields: { value_match: 'any' } };

function rule({ fields, ...parts }: Partial<CopiedTrigger> = {}): CopiedTrigger {
  const own = { active: 'true', branch_scope: 'other_branches', action: 'run-pod', node_kind: 'NetworkPod' };
  return {
    kind: 'CoreNodeTriggerRule',
    name: 'trigger-pod',
    fields: { ...own, mutation_action: 'updated', ...fields },
    matches: [any],
    ...parts,
  };
}

interface Given {
  readonly objects: readonly CopiedTrigger[];
  readonly files?: Readonly<Record<string, string>>;
}

/** The files after copying, or why nothing is copied. */
async function copied({ objects, files = { '/objects/triggers.yml': file } }: Given) {
  const repository = await openRepository(Object.entries(files));
  const planned = repository.service.planCopy({ objects });
  if ('refusal' in planned) return planned.refusal;
  const texts = applyEdits(repository, planned.edits);
  return { count: planned.edits.length, texts, text: texts.get('/objects/triggers.yml') ?? '' };
}

async function textOf(given: Given): Promise<string> {
  const result = await copied(given);
  if (typeof result === 'string') throw new Error(result);
  return result.text;
}

describe('a rule that the file has', () => {
  it('stays as it is when it says the same', async () => {
    expect(await copied({ objects: [rule()] })).toMatchObject({ count: 0 });
  });

  it('gets the values that differ, and keeps comments, quotes and order', async () => {
    const text = await textOf({ objects: [rule({ fields: { branch_scope: 'all_branches', action: 'run-rack' } })] });
    const expected = file.replace('other_branches', 'all_branches').replace('[run-pod]', 'run-rack');
    expect(text).toBe(expected);
  });

  it('gets what it does not write, and loses what the server does not have', async () => {
    const described = file.replace('      node_kind', '      description: Mine\n      node_kind');
    const text = await textOf({
      objects: [rule({ fields: { active: 'false' } })],
      files: { '/objects/triggers.yml': described },
    });
    expect(text).not.toContain('description');
    expect(text).toContain('            value_match: any\n      active: false\n');
  });

  it('need not write a default', async () => {
    const objects = [rule({ name: 'other', fields: { branch_scope: 'default_branch' }, matches: [] })];
    expect(await copied({ objects })).toMatchObject({ count: 0 });
  });

  it('gets other matches as one block', async () => {
    const fields = { value_match: 'value', value: 'yes' };
    const text = await textOf({ objects: [rule({ matches: [{ ...any, member: 'role', fields }] })] });
    expect(text).toContain(`      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: role
            value_match: value
            value: 'yes'
    - {name: other`);
  });

  it('gets matches of two kinds as two blocks', async () => {
    const devices = {
      kind: 'CoreNodeTriggerRelationshipMatch',
      member: 'devices',
      fields: { modification_type: 'added' },
    };
    const text = await textOf({ objects: [rule({ matches: [any, devices] })] });
    expect(text).toContain(`      matches:
        - kind: CoreNodeTriggerAttributeMatch
          data:
            attribute_name: checksum
            value_match: any
        - kind: CoreNodeTriggerRelationshipMatch
          data:
            relationship_name: devices
            modification_type: added
`);
  });

  it('loses its matches when the server has none', async () => {
    expect(await textOf({ objects: [rule({ matches: [] })] })).not.toContain('matches');
  });

  it('keeps its place between braces', async () => {
    const text = await textOf({ objects: [rule({ name: 'other', fields: { active: 'false' }, matches: [] })] });
    expect(text).toContain(
      '{name: other, node_kind: NetworkPod, mutation_action: updated, action: run-pod, active: false, branch_scope: other_branches}',
    );
  });

  it('keeps the line breaks of its file', async () => {
    const files = { '/objects/triggers.yml': file.replaceAll('\n', '\r\n') };
    const text = await textOf({ objects: [rule({ fields: { active: 'false' } })], files });
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
  });
});

describe('what no file has', () => {
  const action: CopiedTrigger = {
    kind: 'CoreGeneratorAction',
    name: 'run-rack',
    fields: { generator: 'generate-rack' },
  };

  it('is added behind its like, the action before the rule that names it', async () => {
    const text = await textOf({ objects: [action, rule({ name: 'trigger-rack', fields: { action: 'run-rack' } })] });
    expect(text).toContain('      generator: generate-pod\n    - name: run-rack\n      generator: generate-rack\n---');
    expect(
      text.endsWith(`    - name: trigger-rack
      branch_scope: other_branches
      node_kind: NetworkPod
      mutation_action: updated
      action: run-rack
      matches:
        kind: CoreNodeTriggerAttributeMatch
        data:
          - attribute_name: checksum
            value_match: any
`),
    ).toBe(true);
  });

  it('is written so that YAML reads the same text', async () => {
    const fields = { description: 'a: "b" # c\n---\nkind: x', branch_scope: 'all_branches' };
    const text = await textOf({ objects: [rule({ name: 'no', fields })] });
    expect(text).toContain('    - name: \'no\'\n      description: "a: \\"b\\" # c\\n---\\nkind: x"\n');
  });

  it('goes into a new file when there is none of its like', async () => {
    const result = await copied({ objects: [action], files: { '/objects/pods.yml': '' } });
    if (typeof result === 'string') throw new Error(result);
    const [text] = [...result.texts].filter(([path]) => path.includes('triggers')).map(([, each]) => each);
    expect(text).toContain('---\napiVersion: infrahub.app/v1\nkind: Object\nspec:\n  kind: CoreGeneratorAction\n');
  });
});

describe('nothing is written', () => {
  it.each<[string, Given, RegExp]>([
    [
      'over an object of another kind',
      { objects: [rule({ kind: 'CoreGroupTriggerRule' })] },
      /is a CoreNodeTriggerRule/,
    ],
    [
      'when two objects have the name',
      { objects: [rule()], files: { '/objects/a.yml': file, '/objects/b.yml': file } },
      /several objects/,
    ],
    [
      'when a match stands elsewhere',
      {
        objects: [rule({ matches: [] })],
        files: {
          '/objects/a.yml': `${file}${head}  kind: CoreNodeTriggerAttributeMatch\n  data:\n    - {trigger: trigger-pod, attribute_name: role}\n`,
        },
      },
      /outside the rule/,
    ],
  ])('%s', async (_, given, reason) => {
    expect(await copied(given)).toMatch(reason);
  });
});
