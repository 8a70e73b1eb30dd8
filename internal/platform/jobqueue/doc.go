// Package jobqueue runs work outside requests: jobs that are written in the same
// transaction as the rows they are about, and periodic looks at what is due. It
// works on both engines and hides River, so that leaving River stays cheap.
//
// A job may run more than once: after a crash, a failure or a stop it starts
// again, and a process that was frozen can wake up while another does its work.
// Job.Attempt grows with every start, so work that writes results keeps the
// attempt beside them and writes only where no later attempt has begun.
//
// SQLite: one process works; a lock file beside the database sees to it, and
// what was running when the last process died is given back at start.
// PostgreSQL: every process is a replica that beats. Jobs of a replica whose
// beat is too old are taken over by the others; a replica that cannot beat
// stops its own work before that moment and begins anew when it can.
package jobqueue
