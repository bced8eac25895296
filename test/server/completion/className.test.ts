import { test } from 'vitest';
import { checkCompletion } from '../../support/checkCompletion';
import { withConfig } from '../../support/completionFixture';

test('classes of the file, generators first', () =>
  checkCompletion(
    withConfig('  - name: g\n    file_path: ./generators/generate_pod.py\n    class_name: $0\n'),
    'class Base | (InfrahubGenerator)\nclass PodGenerator | (Base)\nclass Helper',
  ));

test('without a file nothing is known', () => checkCompletion(withConfig('  - name: g\n    class_name: $0\n'), ''));
