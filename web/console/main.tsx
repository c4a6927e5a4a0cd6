import { render } from 'preact';
import { App } from './app.js';
import { watchAlerts } from './state/alerts.js';
import { startClock } from './state/clock.js';
import { resume } from './state/session.js';
import { listenToKeys } from './state/shortcuts.js';
import './style/index.css';

const place = document.getElementById('console');
if (place) render(<App />, place);
startClock();
listenToKeys();
watchAlerts();
void resume();
