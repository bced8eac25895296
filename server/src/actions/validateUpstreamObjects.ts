import type { Edit } from '../edits/edit';
import { answerLost } from '../edits/generators/lastStepProblem';
import { kindText } from '../edits/generators/kindText';
import { checkContext, checkEdits, isChecked, type Check } from '../edits/generators/targetChecks';
import { upstreamChoices, type UpstreamChoice } from '../edits/generators/upstreamChoices';
import { callLines, freeName, plural, pythonString, snakeCase } from '../edits/python/pythonText';
import { generateOf } from '../edits/generators/classSubject';
import type { Generator } from '../model/project/generatorIndex';
import type { Project } from '../model/project/project';
import type { Action } from './action';
import { inheritedGenerate } from './inheritedGenerate';
import { generatorAt } from './subject';

/** More than this are shown in a pick only. */
const maxShown = 3;

const pick = 'Validate upstream objects';

/** Lets a generator wait until the layer above has made everything (guide, step 3). */
export const action: Action = {
  id: 'validateUpstreamObjects',
  pick,
  offers(target) {
    const subject = generatorAt(target);
    if (!subject) return [];
    if (!generateOf(subject)) return inheritedGenerate(pick, subject);
    const { project, generator } = subject;
    const choices = upstreamChoices(project, generator);
    if (choices.length > 0 && !checkContext(project, generator))
      return [{ title: pick, refusal: answerLost(subject, generator), edits: () => undefined }];
    return choices.map((choice, at) => ({
      title: titleOf(choice, generator),
      mends: 'missing-upstream-validation',
      rare: !choice.isLikely || at >= maxShown,
      edits: () => validateEdits({ project, generator, choice }),
    }));
  },
};

function titleOf({ kind, role, count, ownerKind, relationship, through }: UpstreamChoice, { name }: Generator): string {
  const owner = through === undefined || through === relationship ? ownerKind : `${ownerKind}, its ${through}`;
  const which = role ? ` with ${role.attribute} ${role.value}` : '';
  return `Check before ${name} starts: as many ${kind}${which} as ${count} of their ${relationship} (${owner})`;
}

export interface ValidateRequest {
  readonly project: Project;
  readonly generator: Generator;
  readonly choice: UpstreamChoice;
}

/** The edits that make a generator raise unless as many objects are there as an attribute says. */
export function validateEdits({ project, generator, choice }: ValidateRequest): Edit[] | undefined {
  const context = checkContext(project, generator);
  if (!context) return undefined;
  const { scope, subject, target, node } = context;
  const { style, paths } = scope;
  const { kind, relationship, through, role, count } = choice;
  const owner = through === undefined ? node : [...node, through, 'node'];
  const to = through === undefined ? [] : [through];
  const value = (path: readonly (string | number)[]): string => paths.expressionFor([...owner, ...path], style.quote);
  const word = snakeCase(role?.value ?? project.kinds.get(kind)?.name ?? kind);
  const found = freeName(plural(word), paths.names);
  const expected = freeName(`expected_${plural(word)}`, paths.names);
  const named = kindText(project, subject.file, kind, style);
  const filters = role ? [`${role.attribute}__value=${pythonString(role.value, style)}`] : [];
  const check: Check = {
    before: [
      `${expected} = ${value([count, 'value'])}`,
      ...callLines({
        head: `${found} = await self.client.filters`,
        args: [`kind=${named.text}`, `${relationship}__ids=[${value(['id'])}]`, ...filters],
        depth: 2,
        style,
      }),
    ],
    test: `len(${found}) != ${expected}`,
    error: 'RuntimeError',
    message: [`{len(${found})} of {${expected}} `, `${plural(word).replaceAll('_', ' ')} are there!`],
    reads: [
      { root: target.root.name, path: [...to, 'id'], form: 'plain' },
      { root: target.root.name, path: [...to, count], form: 'attribute' },
    ],
    changes: named.changes,
  };
  const isOptional = through !== undefined && project.kinds.relationship(target.kind, through)?.optional !== false;
  const missing: Check = {
    before: [],
    test: `not ${value([])}`,
    error: 'RuntimeError',
    message: [`no ${(through ?? '').replaceAll('_', ' ')} defined!`],
    reads: [],
  };
  const mayMiss = isOptional && !isChecked(scope.before, paths, owner);
  return checkEdits(context, mayMiss ? [missing, check] : [check]);
}
