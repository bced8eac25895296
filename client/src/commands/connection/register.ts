import { Disposable } from 'vscode';
import type { Context } from '../../context';
import { registerChooseBranch } from '../chooseBranch';
import { registerChooseServer } from '../chooseServer';
import { registerConnectionMenu } from '../connectionMenu';
import { registerCreateBranch } from '../createBranch';
import { registerImportServers } from '../importServers';
import { registerOpenInfrahub } from '../openInfrahub';
import { registerRebaseBranch } from '../rebaseBranch';
import { registerSignIn } from '../signIn';
import { registerSignOut } from '../signOut';

/** The commands about servers, accounts and branches. */
export function registerConnectionCommands(context: Context): Disposable {
  return Disposable.from(
    registerSignIn(context),
    registerSignOut(context),
    registerChooseServer(context),
    registerImportServers(context),
    registerChooseBranch(context),
    registerCreateBranch(context),
    registerRebaseBranch(context),
    registerConnectionMenu(),
    registerOpenInfrahub(context),
  );
}
