// `--import tsx` registers on the main thread alone; this one, given the same way, does so in worker threads too.
import { register } from 'tsx/esm/api';

register();
