import { beforeAll, expect } from 'vitest';
import { createBranch } from '../support/case';
import { objectsOf, update } from '../support/objects';
import { beacon, create, loadKinds, remove } from './plant';
import { statement } from './statement';

const branch = 'try-facts-agnostic';

beforeAll(async () => {
  await loadKinds();
  await createBranch(branch);
});

statement(
  {
    says: 'What a branch writes to an object of a branch-agnostic kind, or deletes, is written or deleted everywhere.',
    rules: ['branch-agnostic-cascade-kind'],
  },
  async () => {
    const id = await create(beacon, { name: { value: 'north' } });
    const onMain = async () => [...(await objectsOf(beacon, { branch: 'main', attributes: ['checksum'] })).values()];
    await update(beacon, id, { branch, values: { checksum: 'written on the branch' } });
    expect((await onMain()).map(({ values }) => values['checksum'])).toEqual(['written on the branch']);
    await remove(beacon, id, { branch });
    expect(await onMain()).toEqual([]);
  },
);
