import { entryField, type GeneratorDefinition } from '../model/config/configFile';
import type { ResolvedClass } from '../model/generators/resolveClass';
import { placeOf } from '../model/named';
import { methodsOf } from '../model/project/generatorClass';
import type { Project } from '../model/project/project';
import { keyText } from '../syntax/yaml/access';
import { expressionsWithin } from '../syntax/python/walk';
import { insertKeys, replaceValue } from '../edits/yamlEdits';
import { pythonPlace } from './cascade/steps';
import { defineRule, type Fix } from './rule';

const key = 'convert_query_response';
/** Who overrides one of these may fill the lists himself. */
const fillers = /^(__init__|run|process_nodes|collect_data|nodes|related_nodes)$/;

export const rule = defineRule({
  id: 'unconverted-nodes',
  catalogue: 'CFG19',
  title: 'convert_query_response does not fit what the generator uses',
  severity: 'warning',
  recommended: true,
  evidence: 'project',
  docs: `\`self.nodes\` and \`self.related_nodes\` are filled from the answer to the query only with \`convert_query_response:
true\`; by default they are empty lists, so a loop over them does nothing, and the run counts as a success: recorded with the
real SDK 1.23.2 (0 nodes without, 1 with the flag). The other way round, a generator with the flag that reads only \`data\`
loads all schemas and converts every node for nothing: a hint.`,
  appliesTo: 'generator',
  check(definition, { project, report }) {
    const generator = project.generators.find((each) => each.definition.entry === definition.entry);
    const { code } = generator ?? {};
    if (!generator || !code || code.stub || !code.isGenerator || code.openBases.length > 0) return;
    if (code.methods.some(({ method }) => fillers.test(method.name))) return;
    const { entry } = definition;
    const written = entryField(entry, key);
    if (definition.convertQueryResponse) {
      if (!written || !generator.codeIsWhole || !readsDataOnly(code, project)) return;
      report({
        at: placeOf(entry.chunk, written),
        message:
          `${generator.name} uses only \`data\`: neither self.nodes nor a store is read, so every run loads all schemas and ` +
          `converts the answer for nothing. Set ${key} to false.`,
        severity: 'hint',
        fixes: () => [flip(definition, false)],
      });
      return;
    }
    const use = usesOfNodes(code, project)[0];
    const at = written ?? definition.name;
    if (!use || !at) return;
    report({
      at: placeOf(entry.chunk, at),
      message:
        `self.${use.name} of ${generator.name} is always empty, because ${key} is ${written ? 'false' : 'false by default'}. ` +
        'Set it to true, or use `data`.',
      related: [{ at: pythonPlace(project, use.path, use.range), message: `self.${use.name} is used here` }],
      fixes: () => [flip(definition, true)],
    });
  },
});

function usesOfNodes(code: ResolvedClass, project: Project) {
  return methodsOf(project, code).flatMap(({ path, syntax }) => {
    const self = syntax.params[0]?.name;
    return [...expressionsWithin(syntax.body)].flatMap((expression) => {
      if (expression.kind !== 'attribute' || !/^(nodes|related_nodes)$/.test(expression.name)) return [];
      const { object, name, span: range } = expression;
      return object.kind === 'name' && object.name === self ? [{ path, name, range }] : [];
    });
  });
}

/** Looks at the whole text of the files, and at whether `self` is handed on: silence is the safe side. */
function readsDataOnly(code: ResolvedClass, project: Project): boolean {
  const paths = new Set([code.file, ...code.methods.map((method) => method.file)]);
  const texts = [...paths].map((path) => project.fileAt(path)?.text ?? '');
  if (texts.some((text) => /\.\s*_?(nodes|related_nodes|store)\b|\bgetattr\b/.test(text))) return false;
  return !methodsOf(project, code).some(({ syntax }) => {
    const self = syntax.params[0]?.name;
    return [...expressionsWithin(syntax.body)].some(
      (call) => call.kind === 'call' && call.args.some(({ value }) => value.kind === 'name' && value.name === self),
    );
  });
}

function flip({ entry: { chunk, node } }: GeneratorDefinition, value: boolean): Fix {
  const written = node.entries.findLast((each) => keyText(each) === key);
  const edit = written
    ? replaceValue(chunk, node, written, value)
    : insertKeys({ chunk, map: node, entries: { [key]: value } });
  return { title: `Set ${key} to ${value}`, safe: false, edits: [edit] };
}
