import './activation.test';
import './neighbours.test';
