;; The update of some weights with momentum, four at a time: v ← μ·v − λε·w − ε·g; w ← w + v. `momentum.ts` says more.
(module
  (memory (export "memory") 2)
  (func (export "update")
    (param $weight i32) (param $velocity i32) (param $gradient i32) (param $end i32)
    (param $momentum f32) (param $decay f32) (param $rate f32)
    (local $w v128) (local $v v128)
    (local $momentums v128) (local $decays v128) (local $rates v128)
    (local.set $momentums (f32x4.splat (local.get $momentum)))
    (local.set $decays (f32x4.splat (local.get $decay)))
    (local.set $rates (f32x4.splat (local.get $rate)))
    (loop $next
      (local.set $w (v128.load (local.get $weight)))
      (local.set $v
        (f32x4.sub
          (f32x4.sub
            (f32x4.mul (local.get $momentums) (v128.load (local.get $velocity)))
            (f32x4.mul (local.get $decays) (local.get $w)))
          (f32x4.mul (local.get $rates) (v128.load (local.get $gradient)))))
      (v128.store (local.get $velocity) (local.get $v))
      (v128.store (local.get $weight) (f32x4.add (local.get $w) (local.get $v)))
      (local.set $weight (i32.add (local.get $weight) (i32.const 16)))
      (local.set $velocity (i32.add (local.get $velocity) (i32.const 16)))
      (local.set $gradient (i32.add (local.get $gradient) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $weight) (local.get $end))))))
