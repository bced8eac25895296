import { styleOf } from '../edits/generators/classSubject';
import { argumentChange } from '../edits/python/addArgument';
import { snakeCase } from '../edits/python/pythonText';
import { generatorClasses, methodsOf, type GeneratorClass, type MethodSyntax } from '../model/project/generatorClass';
import type { Project } from '../model/project/project';
import type { Argument, ExpressionOf } from '../syntax/python/ast';
import { expressionsWithin } from '../syntax/python/walk';
import { pythonPlace } from './cascade/steps';
import { argumentNamed } from './python/arguments';
import { pythonFix } from './python/fixes';
import { givenTo } from './python/givenTo';
import { stableName, withQuery } from './python/stableName';
import { defineRule, type Fix } from './rule';

/** `identifier` is the third parameter of both calls. */
const identifierAt = 2;

export const rule = defineRule({
  id: 'allocation-without-identifier',
  catalogue: 'GEN13',
  title: 'An address or prefix is taken from a pool without an identifier',
  severity: 'information',
  recommended: false,
  evidence: 'project',
  docs: `\`allocate_next_ip_address\` and \`allocate_next_ip_prefix\` are repeatable only by their \`identifier\`: "the same resource
will be returned for a given identifier" (infrahub-sdk 1.23). Without one nothing ties the resource to its purpose, so every
run of the generator takes the next free one. Give a text that is the same on every run and different for every purpose, such
as \`identifier=f"{device_name}-loopback"\`. The fix makes one of the id of the target, the name that the resource is
given to and what tells the turns of a loop apart; the next run then takes one more resource, and later runs the same. The
query reads the \`id\` then, where it did not. There is no fix outside of \`generate\`, which alone runs once for a target.`,
  appliesTo: 'generatorClass',
  check(subject, { project, report }) {
    for (const method of methodsOf(project, subject.code)) {
      for (const call of allocationsOf(method)) {
        const { name, nameSpan } = call.callee;
        if (mayIdentify(call.args)) continue;
        const { path } = method;
        const what = name.endsWith('address') ? 'address' : 'prefix';
        report({
          at: pythonPlace(project, path, nameSpan),
          message:
            `Without an identifier every run takes another ${what} from the pool. Give identifier= a text that is the same ` +
            `on every run and different for every ${what}, such as the name of the device with its purpose.`,
          fixes: () => identifierFixes(project, { ...subject, path, call, what }),
        });
      }
    }
  },
});

type Allocation = ExpressionOf<'call'> & { readonly callee: ExpressionOf<'attribute'> };

function allocationsOf({ syntax }: MethodSyntax): Allocation[] {
  return expressionsWithin(syntax.body).filter(
    (call): call is Allocation =>
      call.kind === 'call' &&
      call.callee.kind === 'attribute' &&
      /^allocate_next_ip_(address|prefix)$/.test(call.callee.name),
  );
}

interface Unidentified extends GeneratorClass {
  readonly path: string;
  readonly call: Allocation;
  readonly what: string;
}

function identifierFixes(project: Project, { generators, path, call, what }: Unidentified): Fix[] {
  const file = project.fileAt(path);
  const style = file && styleOf(project, file);
  if (!file || !style) return [];
  const word = snakeCase(givenTo(project, path, call) ?? what);
  const name = stableName(project, { generators, path, call, word, taken: identifiers(project), style });
  const wanted = name && { name: 'identifier', value: name.text };
  const positional = call.args.filter(({ form }) => form === 'positional').length;
  // `None` in its place by position would stand there twice.
  const changes = wanted && positional <= identifierAt ? argumentChange(file.text, call, wanted, style) : undefined;
  if (!changes || !name) return [];
  const title = `Add identifier=${name.text}: one more ${what} is taken, then every run gets that one`;
  return withQuery(pythonFix(project, { title, path, changes }), name);
}

/** The identifiers of all generators, as they are written: those of one pool must differ. */
function identifiers(project: Project): string[] {
  return generatorClasses(project).flatMap(({ code }) =>
    methodsOf(project, code).flatMap((method) =>
      allocationsOf(method).flatMap((call) => {
        const given = argumentNamed(call, 'identifier', identifierAt);
        const { start = 0, end = 0 } = given?.value.span ?? {};
        return given ? [project.fileAt(method.path)?.text.slice(start, end) ?? ''] : [];
      }),
    ),
  );
}

function mayIdentify(args: readonly Argument[]): boolean {
  const spread = args.some(({ form }) => form === 'star' || form === 'doubleStar');
  const given =
    args.find(({ name }) => name === 'identifier') ?? args.filter(({ form }) => form === 'positional')[identifierAt];
  return spread || (given !== undefined && !(given.value.kind === 'literal' && given.value.value === null));
}
