import './activation.test';
import './neighbours.test';
import './trigger.test';
import './server.test';
