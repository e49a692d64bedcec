import './styles/tokens.css';
import './styles/base.css';
import './styles/parts.css';
import './styles/shell.css';
import { render } from 'preact';
import { preferredLanguage, showLanguage } from './messages/catalogue.js';
import { App } from './shell/app.js';
import { keepOffline } from './shell/keep-offline.js';
import { refuseDrops } from './shell/refuse-drops.js';
import { applyTheme } from './shell/theme.js';
import { showChoice } from './worker-client.js';

applyTheme();
refuseDrops();
await showLanguage(preferredLanguage());
render(<App />, document.querySelector('#studio')!);
void showChoice();
if (import.meta.env.PROD) void keepOffline();
