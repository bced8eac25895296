import { describe, expect, it } from 'vitest';
import { locate } from '../../../server/src/base/place';
import { ProjectDraft } from '../../../server/src/edits/projectDraft';
import type { Project } from '../../../server/src/model/project/project';
import { applyEdits } from '../../support/check';
import { openRepository, readFolder } from '../../support/repository';

async function open() {
  const repository = await openRepository([
    ...readFolder('test/samples/unconnected'),
    ...readFolder('test/samples/connected'),
  ]);
  const [project] = repository.service.projects();
  if (!project) throw new Error('no project');
  return { repository, project };
}

/** Where each rule is, as text: wrong as soon as a chunk is moved behind the project's back. */
function ruleTexts(project: Project): string[] {
  return project.triggers.rules.map(({ item }) => {
    const { uri, range } = locate({ part: item.chunk, range: item.node.range });
    return project.file(uri)?.text.slice(range.start, range.start + 14) ?? '';
  });
}

function namesOf(project: Project): string[] {
  return project.triggers.rules.map(({ name }) => name?.value ?? '').toSorted();
}

const triggers = 'objects/triggers.yml';
const rule = (name: string): string => `---
apiVersion: infrahub.app/v1
kind: Object
spec:
  kind: CoreNodeTriggerRule
  data:
    - name: ${name}
      node_kind: NetworkPod
`;

function at(project: Project, path: string, start: number, end = start) {
  return { part: { uri: project.uriOf(path), start: 0 }, range: { start, end } };
}

describe('ProjectDraft', () => {
  it('knows after each step what the files would say, and leaves the project as it is', async () => {
    const { project } = await open();
    const before = { names: namesOf(project), texts: ruleTexts(project) };
    const draft = new ProjectDraft(project);
    draft.apply([{ createPath: triggers, text: rule('one') }], 'first');
    draft.apply([{ at: at(project, '.infrahub.yml', 0), newText: '# top\n' }], 'second');
    draft.apply([{ at: at(project, 'objects/05_triggers.yml', 4), newText: '# moved\n' }], 'third');
    draft.apply([{ at: at(draft.project, triggers, 0), newText: rule('zero') }], 'fourth');
    expect(namesOf(draft.project)).toEqual([...before.names, 'one', 'zero'].toSorted());
    expect(new Set(ruleTexts(draft.project).map((text) => text.slice(0, 5)))).toEqual(new Set(['name:']));
    expect(namesOf(project)).toEqual(before.names);
    expect(ruleTexts(project)).toEqual(before.texts);
    expect(project.lookUp(triggers)).toBeUndefined();
  });

  it('gives all steps as edits of the files as they are', async () => {
    const { repository, project } = await open();
    const path = 'objects/01_groups.yml';
    const text = project.fileAt(path)?.text ?? '';
    const draft = new ProjectDraft(project);
    draft.apply([{ at: at(project, path, text.length), newText: '# end\n' }], 'end');
    draft.apply([{ at: at(project, path, 0, 4), newText: '---\n# start\n' }], 'start');
    draft.apply([{ createPath: triggers, text: rule('one') }], 'file');
    const written = applyEdits(repository, draft.edits());
    expect(written.get(`/${path}`)).toBe(`---\n# start\n${text.slice(4)}# end\n`);
    expect(written.get(`/${triggers}`)).toBe(rule('one'));
    expect(draft.edits().map(({ label }) => label)).toEqual(['start', 'end', 'file']);
  });
});
