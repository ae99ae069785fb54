// Builds unless the build is newer than its inputs, as `npm run up` does.
import { ensureBuild, ensurePackages, stop } from './lib/setup.mjs';

ensurePackages();
const failure = ensureBuild();
if (failure) stop(`The build failed:\n${failure}`);
