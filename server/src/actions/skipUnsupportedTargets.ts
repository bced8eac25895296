import type { Edit } from '../edits/edit';
import { generateOf, pythonFile } from '../edits/generators/classSubject';
import { generateScope, held, kindWord, targetOf } from '../edits/generators/generateScope';
import { checkContext, checkEdits } from '../edits/generators/targetChecks';
import { pythonEdits } from '../edits/python/pythonEdits';
import { pythonString } from '../edits/python/pythonText';
import type { AttributeWrite } from '../model/generators/facts';
import type { Generator } from '../model/project/generatorIndex';
import type { Project, ProjectFile } from '../model/project/project';
import type { Statement, StatementOf } from '../syntax/python/ast';
import { statementsWithin } from '../syntax/python/names';
import type { Action, ActionOffer } from './action';
import { inheritedGenerate } from './inheritedGenerate';
import { refusalTest, refusedChoices, refusedTargets, type RefusedTargets } from './refusedChoices';
import { generatorAt } from './subject';

/** More than this are shown in a pick only. */
const maxShown = 4;

const pick = 'Skip unsupported targets';

/** Lets a generator refuse targets it is not made for (guide, step 3), and the layer above not signal them (GEN27). */
export const action: Action = {
  id: 'skipUnsupportedTargets',
  pick,
  offers(target) {
    const subject = generatorAt(target);
    if (!subject) return [];
    const { project, generator } = subject;
    const inherited = generateOf(subject) || !hasChoices(project, generator) ? [] : inheritedGenerate(pick, subject);
    const choices = exclusions(project, generator);
    const below = refusedBelow(project, generator).map((refused): ActionOffer => {
      const { kind, attribute, values } = refused;
      const which = `whose ${attribute} is ${values.join(' or ')}`;
      const title = `Do not signal a ${kind} ${which}: ${refused.generator.name} refuses it`;
      return { title, mends: 'signal-to-rejected-targets', edits: () => exclusionEdits({ project, ...refused }) };
    });
    const own = choices.flatMap((choice): ActionOffer[] => {
      const request = { project, generator, ...choice };
      const rare = choices.length > maxShown;
      const what = `a ${choice.kind} whose ${choice.attribute} is ${choice.value}`;
      const above = signalsAbove(project, generator, choice.kind);
      const names = [...new Set(above.map(({ upstream }) => upstream.name))].join(', ');
      const alone: ActionOffer = {
        title: `Refuse ${what} in ${generator.name}`,
        rare,
        edits: () => skipEdits(request),
      };
      if (above.length === 0) return [alone];
      const both = () => withExclusion(skipEdits(request), exclusionEdits({ ...request, values: [request.value] }));
      return [
        { title: `Refuse ${what} in ${generator.name}, and do not signal it in ${names}`, rare, edits: both },
        alone,
      ];
    });
    return [...below, ...own, ...inherited];
  },
};

/** Whether targets come in kinds that a generator could be made for or not. */
function hasChoices(project: Project, generator: Generator): boolean {
  const kind = project.kinds.get(targetOf(project, generator)?.kind ?? '');
  return [...(kind?.attributes.values() ?? [])].some((each) => each.kind === 'Dropdown' && !each.readOnly);
}

export interface Exclusion {
  readonly kind: string;
  readonly attribute: string;
  /** A choice of the Dropdown attribute. */
  readonly value: string;
}

export interface SkipRequest extends Exclusion {
  readonly project: Project;
  readonly generator: Generator;
}

/** The choices of the target's Dropdown attributes that no check refuses yet. */
export function exclusions(project: Project, generator: Generator): Exclusion[] {
  const context = checkContext(project, generator);
  const whole = context && generateScope(context.subject, context.target, 'end');
  if (!context || !whole) return [];
  const { kind } = context.target;
  const attributes = [...(project.kinds.get(kind)?.attributes.values() ?? [])];
  return attributes
    .filter((each) => each.kind === 'Dropdown' && !each.readOnly)
    .flatMap(({ name, choices = [] }) => {
      const refused = refusedChoices(context, whole.method.body, { name, choices });
      return choices
        .filter((choice) => refused !== 'unknown' && !refused.has(choice.name))
        .map((choice) => ({ kind, attribute: name, value: choice.name }));
    });
}

/** The choices of an attribute that a generator refuses. */
interface Refused extends RefusedTargets {
  readonly generator: Generator;
}

/** What generators below refuse and this one signals all the same. */
function refusedBelow(project: Project, generator: Generator): Refused[] {
  return project.generators.flatMap((next) => {
    const refused = next === generator ? [] : refusedTargets(project, next);
    const [{ kind } = { kind: '' }] = refused;
    const loops = signalsAbove(project, next, kind).filter(({ upstream }) => upstream === generator);
    if (loops.length === 0) return [];
    const isLookedAt = ({ attribute }: RefusedTargets): boolean =>
      loops.some(({ file, loop }) => file.text.slice(loop.span.start, loop.span.end).includes(`.${attribute}.value`));
    return refused.filter((each) => !isLookedAt(each)).map((each) => ({ generator: next, ...each }));
  });
}

/** The edits that make a generator raise for targets with a choice, before it looks at what others made (guide, step 3). */
export function skipEdits({ project, generator, attribute, value }: SkipRequest): Edit[] | undefined {
  const context = checkContext(project, generator, 'reads');
  const found =
    context &&
    held(
      context.scope,
      [...context.node, attribute, 'value'],
      `${kindWord(project, context.target.kind)}_${attribute}`,
    );
  if (!context || !found) return undefined;
  return checkEdits(context, [
    {
      before: found.lines,
      test: `${found.name} == ${pythonString(value, context.scope.style)}`,
      error: 'ValueError',
      message: [`${attribute.replaceAll('_', ' ')} {${found.name}} is not supported!`],
      reads: [{ root: context.target.root.name, path: [attribute], form: 'attribute' }],
    },
  ]);
}

interface SignalAbove {
  readonly upstream: Generator;
  readonly write: AttributeWrite;
  readonly file: ProjectFile;
  readonly loop: StatementOf<'for'>;
}

/** The loops of other generators that write to objects of the kind, one after the other. */
function signalsAbove(project: Project, generator: Generator, kind: string): SignalAbove[] {
  return project.generators.flatMap((upstream) =>
    upstream === generator
      ? []
      : (upstream.code?.writes ?? []).flatMap((write): SignalAbove[] => {
          const file = project.fileAt(write.file || (upstream.pythonFile?.path ?? ''));
          if (write.kind !== kind || write.created || !file) return [];
          const loop = loopAround(file.facts.pythonTree?.().body ?? [], write.range.start);
          return loop?.target.kind === 'name' && loop.body.length > 0 ? [{ upstream, write, file, loop }] : [];
        }),
  );
}

function loopAround(body: readonly Statement[], offset: number): StatementOf<'for'> | undefined {
  let found: StatementOf<'for'> | undefined;
  for (const statement of statementsWithin(body)) {
    if (offset < statement.span.start || offset >= statement.span.end) continue;
    if (statement.kind === 'for') found = statement;
    if (statement.kind === 'class' || statement.kind === 'function') return loopAround(statement.body, offset) ?? found;
  }
  return found;
}

/** The edits that make the layer above pass over such targets. */
export function exclusionEdits({
  project,
  generator,
  kind,
  attribute,
  values,
}: Refused & { readonly project: Project }): Edit[] | undefined {
  const loops = new Map<StatementOf<'for'>, SignalAbove>();
  for (const each of signalsAbove(project, generator, kind)) loops.set(each.loop, each);
  const edits = [...loops.values()].map(({ file, loop }) => {
    const [first] = loop.body;
    const own = pythonFile(project, file);
    if (!first || loop.target.kind !== 'name') return undefined;
    const test = `if ${refusalTest({ attribute, values }, loop.target.name, own.style)}:`;
    return pythonEdits(own, [{ change: 'before', offset: first.span.start, lines: [test, '\tcontinue'] }]);
  });
  return edits.includes(undefined) ? undefined : edits.flatMap((each) => each ?? []);
}

function withExclusion(own: Edit[] | undefined, above: Edit[] | undefined): Edit[] | undefined {
  return own && above && [...own, ...above];
}
