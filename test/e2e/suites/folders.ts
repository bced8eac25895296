// Two copies of examples/fabric in one workspace, and no other extension.
import '../folders.test';
