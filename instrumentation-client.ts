import { sharedWorker } from './components/stepper/logic/workerClient'

// Next runs this before React gets to work. A lesson needs its engine first of all: it starts while the page gets ready.
if (/\/learn\/./.test(location.pathname)) sharedWorker()
